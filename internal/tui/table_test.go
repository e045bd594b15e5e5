package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/assert"

	"gatehouse/internal/grade"
	"gatehouse/sandbox"
)

// tabled is a verdict whose second probe laid its exchanges out in a table.
func tabled() grade.Result {
	r := verdict(".x..")
	r.Probes[1].Table = &sandbox.Table{
		Rows: []string{"GET /door", "DELETE /door/{id}"}, Columns: []string{"anonymous", "user", "admin"},
		Cells: [][]sandbox.Cell{
			{{Want: "401", Got: "401 Unauthorized"}, {Want: "2xx", Got: "200 OK"}, {Want: "2xx", Got: "200 OK"}},
			{{Want: "401", Got: "401 Unauthorized"}, {Want: "403", Got: "204 No Content", Wrong: true}, {}},
		},
	}
	return r
}

func TestATableIsShownAsOne(t *testing.T) {
	inWindow(t, 120, 40, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		plays(w, tabled())
		sees(t, w, "What came back; 1 cell is not what was wanted:", "anonymous user admin",
			"GET /door 401 200 200", "DELETE /door/{id} 401 ✗204 -", "✗ user, DELETE /door/{id}: got 204 No Content, want 403")
		fits(t, w)
	})
}

func TestATableThatDoesNotFitBesideTheListIsOneKeyAway(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		r := tabled()
		table := r.Probes[1].Table
		table.Columns = append(table.Columns, "auditor", "suspended")
		for i := range table.Cells {
			table.Cells[i] = append(table.Cells[i], sandbox.Cell{}, sandbox.Cell{})
		}
		plays(w, r)
		sees(t, w, "enter shows the table.", "user, DELETE /door/{id}:")
		seesNot(t, w, "anonymous user admin")
		drive(t, w, "enter")
		sees(t, w, "anonymous user admin auditor suspended", "DELETE /door/{id} 401 ✗204 - - -")
		fits(t, w)
	})
}

func TestAWideTableNumbersItsColumnsAndNamesThemBelow(t *testing.T) {
	table := &sandbox.Table{Rows: []string{"no token", "the token of somebody else, with a long name"}}
	for range 16 {
		table.Columns = append(table.Columns, "a server that lets somebody in")
	}
	for i := range table.Rows {
		row := make([]sandbox.Cell, 16)
		for c := range row {
			row[c].Got = []string{"fails", "passes"}[(i+c)%2]
		}
		table.Cells = append(table.Cells, row)
	}
	l := newWindowLook(t)
	rows := tableRows(l, table, 76)
	text := strings.Join(rows, "\n")
	assert.Contains(t, text, "1  2  3  ")
	assert.Contains(t, text, "16  a server that lets somebody in")
	assert.Contains(t, text, "✗  ·  ✗  ·")
	for _, row := range rows {
		assert.LessOrEqual(t, plainWidth(row), 76)
	}
	assert.Nil(t, tableRows(l, table, 50), "no room for it")
}

func TestATableOfShortNamesIsShownToo(t *testing.T) {
	table := &sandbox.Table{Rows: []string{"a"}, Columns: []string{"x"}, Cells: [][]sandbox.Cell{{{Got: "fails"}}}}
	rows := tableRows(newWindowLook(t), table, 33)
	assert.Equal(t, []string{"  x  ", "a ✗  "}, stripped(rows))
}

func stripped(rows []string) []string {
	plain := make([]string, len(rows))
	for i, row := range rows {
		plain[i] = ansi.Strip(row)
	}
	return plain
}

func newWindowLook(t *testing.T) look {
	t.Helper()
	var l look
	inWindow(t, 80, 24, false, func(_ *testing.T, w *window) { l = w.root.desk.look })
	return l
}

func TestAnExchangeTellsWhichWayItWent(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		r := verdict(".x..")
		e := &r.Probes[1].Exchanges[0]
		e.Note, e.From, e.Over = "one blank more", "10.1.0.7", "TLS 1.2"
		plays(w, r)
		sees(t, w, "case one blank more", "from 10.1.0.7", "over TLS 1.2")
		drive(t, w, "enter")
		sees(t, w, "case one blank more", "from 10.1.0.7", "over TLS 1.2")
	})
}

func TestAHuntSpeaksOfServersAndCases(t *testing.T) {
	inWindow(t, 120, 40, false, func(t *testing.T, w *window) {
		w.learn.Course().Exercise("doors").Kind = "hunt"
		drive(t, w, "e")
		sees(t, w, "Save cases.go, or press space.", "right server · not run", "It must pass every case")
		drive(t, w, "t")
		sees(t, w, "Write the cases in exercises/doors/cases.go", "2 right server must pass every case, 2 broken ones must be caught.")
		drive(t, w, "esc", "space")
		plays(w, verdict("...x"))
		drive(t, w, "right")
		sees(t, w, "broken server, not caught")
		drive(t, w, "up")
		sees(t, w, "broken server, 200 · holds")
		seesNot(t, w, "hostile")
	})
}

func TestAfterAPassTheIdeaIsCarriedElsewhere(t *testing.T) {
	inWindow(t, 80, 24, false, func(t *testing.T, w *window) {
		drive(t, w, "e", "space")
		plays(w, verdict("...."))
		sees(t, w, "your handler beside ours", "why ours is so, and what")
		drive(t, w, "s")
		if strings.Contains(w.text(), "See the solution now?") { // the record of this pupil holds no run
			drive(t, w, "down", "enter")
		}
		sees(t, w, "It asks for the key.", "enter one question")
		drive(t, w, "enter")
		sees(t, w, "Doors · practice", "question 1 of 1")
	})
}
