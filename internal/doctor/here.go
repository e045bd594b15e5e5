package doctor

import (
	"fmt"

	"gatehouse/internal/editor"
)

// Editor is what a learner writes in.
type Editor struct {
	Finding
	Name  string `json:"name"` // empty: there is none
	From  string `json:"from"` // who named it, such as $EDITOR; empty where it was found
	There bool   `json:"there"`
}

func (c Config) editor() Editor {
	found, ok := editor.Find(c.Editors)
	if !ok {
		return Editor{Finding: Finding{Look, "none was found; set EDITOR to yours, or open the file yourself: its path is shown"}}
	}
	e := Editor{Finding{OK, found.Name}, found.Name, found.From, found.There()}
	if e.From != "" {
		e.Says += ", from " + e.From
	} else {
		e.Says += ", found on this machine; EDITOR names another"
	}
	if !e.There {
		e.worsen(Look, "it is not on this machine; set EDITOR to one that is")
	}
	return e
}

// Terminal is what a learner sees with.
type Terminal struct {
	Finding
	Term    string `json:"term"`   // what TERM says
	Input   bool   `json:"input"`  // standard input is a terminal
	Output  bool   `json:"output"` // standard output is one
	Columns int    `json:"columns"`
	Rows    int    `json:"rows"`
	Colours string `json:"colours"`  // how many are shown, in words
	NoColor bool   `json:"no_color"` // NO_COLOR is set
	ASCII   bool   `json:"ascii"`    // signs are in ASCII
	Fits    bool   `json:"fits"`     // the screens have room
}

// judged is the terminal with its finding.
func (t Terminal) judged() Terminal {
	if !t.Input || !t.Output {
		t.Finding = Finding{OK, "none here: input or output is a pipe or a file, so commands answer in lines"}
		return t
	}
	signs := "Unicode"
	if t.ASCII {
		signs = "ASCII"
	}
	t.Finding = Finding{OK, fmt.Sprintf("%s; columns: %d, rows: %d, %s, signs in %s", t.Term, t.Columns, t.Rows, t.Colours, signs)}
	if t.NoColor {
		t.Says += ", NO_COLOR is set"
	}
	switch {
	case t.Term == "dumb":
		t.worsen(Look, "on such a terminal the screens cannot be shown: set TERM to what yours is, or use gatehouse --plain")
	case !t.Fits:
		t.worsen(Look, "the screens need more room: make the window larger, or use gatehouse --plain")
	}
	return t
}
