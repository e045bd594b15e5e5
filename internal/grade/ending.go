package grade

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gatehouse/sandbox"
)

// ending is how a program ended that should have gone on.
type ending struct {
	text string
	at   *sandbox.Place // the learner's line, nil if unknown
}

// String says it in one line.
func (e ending) String() string {
	if e.at == nil {
		return e.text
	}
	return fmt.Sprintf("%s (%s:%d)", e.text, e.at.File, e.at.Line)
}

// ending reads from what was printed how the program ended; where nothing was
// printed, something in its source must have ended it.
func (t *tally) ending() ending {
	if crash := t.told.crash.text.String(); crash != "" {
		text, stacks, _ := strings.Cut(crash, "\n")
		text, _, _ = strings.Cut(text, " [recovered")
		return ending{text: text, at: placeIn(stacks, t.folder)}
	}
	if log := t.told.log.text.String(); log != "" && len(t.listed) == 0 {
		return ending{text: strings.TrimSpace(log)}
	}
	return ending{text: "the program exited", at: exitIn(filepath.Join(t.root, filepath.FromSlash(t.folder)))}
}

// frame is a line of a stack: the file, the line and perhaps addresses.
var frame = regexp.MustCompile(`(?m)^\t(.+\.go):(\d+)(?: |$)`)

// placeIn returns the innermost line of the stack that is of the package's own
// code, but no test. What stands before the folder depends on how it was built.
func placeIn(stacks, folder string) *sandbox.Place {
	for _, m := range frame.FindAllStringSubmatch(stacks, -1) {
		_, file, ours := strings.Cut(m[1], "/"+folder+"/")
		if ours && !strings.Contains(file, "/") && !strings.HasSuffix(file, "_test.go") {
			line, _ := strconv.Atoi(m[2])
			return &sandbox.Place{File: file, Line: line}
		}
	}
	return nil
}

// exits are the functions that end a program without a word.
var exits = []string{"os.Exit", "syscall.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln"}

// exitIn returns the first call in the Go files of a folder that ends the
// program. It is taken from the source, for nothing else shows it.
func exitIn(folder string) *sandbox.Place {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, filepath.Join(folder, file.Name()), nil, 0)
		if err != nil {
			continue
		}
		for n := range ast.Preorder(tree) {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				continue
			}
			if of, ok := call.X.(*ast.Ident); ok && slices.Contains(exits, of.Name+"."+call.Sel.Name) {
				return &sandbox.Place{File: file.Name(), Line: set.Position(call.Pos()).Line}
			}
		}
	}
	return nil
}
