"""The knowledge as files: for programs, spreadsheets, feed readers and whoever checks facts."""
