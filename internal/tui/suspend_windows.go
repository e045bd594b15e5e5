package tui

// stopUntilContinued does nothing: Windows stops no program for a shell.
func stopUntilContinued() bool { return false }
