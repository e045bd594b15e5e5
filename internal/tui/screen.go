package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// screen is one of the things that fill the window. Screens are values: what
// they become is in the turn that they return.
type screen interface {
	// init returns what is to be fetched when the screen opens.
	init() tea.Cmd
	// update takes everything but keys that have a verb: results, ticks,
	// clicks in the body, text typed.
	update(msg tea.Msg) turn
	// resize lays the screen out for this desk: another window size, another
	// look, or figures that have changed.
	resize(d desk) screen
	view() page
	keys() keymap
}

// turn is what a screen answers to a message or a key.
type turn struct {
	screen screen // itself, as it is now
	cmd    tea.Cmd
	move   move
	open   screen // for push, replace and goOn
	note   string // for the status line, until the next key
	// deaf is how long an enter, which may be a held key, does nothing: there
	// is something to be read.
	deaf time.Duration
}

// move says how the stack of screens changes.
type move int

const (
	stay    move = iota
	push         // open on top
	replace      // open in this one's place
	goOn         // open on the map, closing what lies between
	back         // one step back
	quit
)

func stays(s screen, cmds ...tea.Cmd) turn { return turn{screen: s, cmd: tea.Batch(cmds...)} }

func opens(from, to screen) turn { return turn{screen: from, move: push, open: to} }

func says(s screen, note string) turn { return turn{screen: s, note: note} }

// page is what a screen shows; the frame puts it in its four fixed places.
type page struct {
	place  string   // where I am, after "Gatehouse ·"
	aside  string   // right in the first row
	head   []string // the headline: rows
	body   []string
	status string
	cursor *spot // where the terminal's cursor stands, in the body
	title  string
	// verdict is the title of a window without focus: it is looked at from afar.
	verdict string
	// folder is that of the files whose lines are named in the body.
	folder string
	// work is the exercise that is graded here. It is open once at most.
	work string
	// bare leaves the frame out, for the terminal to select the text.
	bare bool
}

// spot is a cell, from 0.
type spot struct{ x, y int }

// clicked is a mouse click in the body.
type clicked spot

// wheeled is a turn of the wheel over the body, in rows; down is positive.
type wheeled struct {
	spot
	rows int
}

// closed tells a screen that it has left the stack.
type closed struct{}
