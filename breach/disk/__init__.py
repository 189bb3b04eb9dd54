"""Files that the user names, and texts that must stay in memory: the one way in and out for both faces."""
