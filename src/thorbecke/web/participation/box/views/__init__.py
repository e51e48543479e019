"""Pages of the box: the ballot and its receipt for voters, paper and its audit for clerks."""
