"""Pages of ateliers: the door and the phone, the big screen, the console, and the report."""
