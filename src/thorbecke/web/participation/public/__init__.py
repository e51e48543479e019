"""The pages that residents see, the same for every instrument."""
