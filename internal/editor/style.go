package editor

import "fmt"

// style is how an editor wants to be told where to open.
type style struct {
	window bool // it has a window of its own
	at     func(path string, at Place) []string
}

// styles are the editors that are known, as their manuals have it.
var styles = map[string]style{
	"code": {true, goTo}, "code-insiders": {true, goTo}, "codium": {true, goTo}, "vscodium": {true, goTo},
	"cursor": {true, goTo}, "windsurf": {true, goTo}, "positron": {true, goTo},

	"zed": {true, colons}, "zeditor": {true, colons}, "subl": {true, colons}, "sublime_text": {true, colons},
	"geany": {true, colons}, "hx": {false, colons}, "helix": {false, colons},

	"idea": {true, longOptions}, "goland": {true, longOptions}, "pycharm": {true, longOptions}, "webstorm": {true, longOptions},
	"mousepad": {true, longOptions}, "kate": {true, shortOptions}, "notepad++": {true, joinedOptions}, "mate": {true, oneOption},

	"vim": {false, cursor}, "nvim": {false, cursor}, "gvim": {true, cursor}, "mvim": {true, cursor},

	"gedit": {true, plusColon}, "gnome-text-editor": {true, plusColon}, "emacs": {false, plusColon}, "emacsclient": {false, plusColon},
	"micro": {false, plusColon}, "kak": {false, plusColon}, "nano": {false, plusComma},

	"vi": {false, plus}, "joe": {false, plus}, "ne": {false, plus}, "mcedit": {false, plus}, "mg": {false, plus},
	"pluma": {true, plus}, "xed": {true, plus}, "bbedit": {true, plus},

	"notepad": {true, nowhere}, "textedit": {true, nowhere},
}

// arguments name the file, and the place as this editor wants it. One that is
// not known may take +12 for the name of a file.
func (e Editor) arguments(path string, at Place) []string {
	known := styles[e.Name].at
	if known == nil || at.Line == 0 {
		return []string{path}
	}
	at.Column = max(1, at.Column)
	return known(path, at)
}

func nowhere(path string, _ Place) []string { return []string{path} }

func goTo(path string, at Place) []string { return append([]string{"-g"}, colons(path, at)...) }

func colons(path string, at Place) []string {
	return []string{fmt.Sprintf("%s:%d:%d", path, at.Line, at.Column)}
}

func longOptions(path string, at Place) []string {
	return []string{"--line", fmt.Sprint(at.Line), "--column", fmt.Sprint(at.Column), path}
}

func shortOptions(path string, at Place) []string {
	return []string{"-l", fmt.Sprint(at.Line), "-c", fmt.Sprint(at.Column), path}
}

func joinedOptions(path string, at Place) []string {
	return []string{fmt.Sprintf("-n%d", at.Line), fmt.Sprintf("-c%d", at.Column), path}
}

func oneOption(path string, at Place) []string {
	return []string{"-l", fmt.Sprintf("%d:%d", at.Line, at.Column), path}
}

func cursor(path string, at Place) []string {
	return []string{fmt.Sprintf("+call cursor(%d,%d)", at.Line, at.Column), path}
}

func plus(path string, at Place) []string { return []string{fmt.Sprintf("+%d", at.Line), path} }

func plusColon(path string, at Place) []string {
	return []string{fmt.Sprintf("+%d:%d", at.Line, at.Column), path}
}

func plusComma(path string, at Place) []string {
	return []string{fmt.Sprintf("+%d,%d", at.Line, at.Column), path}
}
