package sandbox

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"gatehouse/sandbox/internal/unlucky"
)

// policy tells who may do what: alice may read, nobody may delete.
func policy() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodDelete && r.Header.Get("From") == "bob":
			w.WriteHeader(http.StatusNoContent)
		case r.Method == http.MethodGet && r.Header.Get("From") == "alice":
		default:
			w.WriteHeader(http.StatusForbidden)
		}
	})
}

func TestATableIsFilledToItsEndAndTellsEachWrongCell(t *testing.T) {
	v := verdict(t, policy, Probe{Do: func(c *Caller) {
		for _, method := range []string{"GET", "DELETE"} {
			for _, who := range []string{"alice", "bob"} {
				want := Status(http.StatusForbidden)
				if who == "alice" {
					want = Served
				}
				c.Cell(method+" /note", who, Call(method, "/note").With("From", who), want)
			}
		}
	}})
	assert.Equal(t, Broken, v.Outcome)
	assert.Equal(t, 4, v.Asked)
	assert.Equal(t, 2, v.Wrong)
	require.NotNil(t, v.Table)
	assert.Equal(t, Table{
		Rows: []string{"GET /note", "DELETE /note"}, Columns: []string{"alice", "bob"},
		Cells: [][]Cell{
			{{Want: "2xx", Got: "200 OK"}, {Want: "403", Got: "403 Forbidden"}},
			{{Want: "2xx", Got: "403 Forbidden", Wrong: true}, {Want: "403", Got: "204 No Content", Wrong: true}},
		},
	}, *v.Table)
	require.Len(t, v.Exchanges, 1, "the first wrong one is shown")
	assert.Equal(t, "alice, DELETE /note", v.Exchanges[0].Note)
	text := text(v, 7)
	assert.Contains(t, text, "  cell    alice, DELETE /note: got 403 Forbidden, want 2xx\n")
	assert.Contains(t, text, "  cell    bob, DELETE /note: got 204 No Content, want 403\n")
}

func TestOfManyWrongCellsTheFirstAreTold(t *testing.T) {
	v := verdict(t, policy, Probe{Do: func(c *Caller) {
		for _, who := range strings.Fields("a b c d e f g h i j") {
			c.Cell("GET /note", who, Get("/note").With("From", who), Served)
		}
	}})
	faults := v.Table.Faults()
	assert.Len(t, faults, 9)
	assert.Equal(t, "a, GET /note: got 403 Forbidden, want 2xx", faults[0])
	assert.Equal(t, "and 2 more", faults[8])
	assert.Equal(t, 10, v.Table.Wrong())
}

func TestACellThatWasNotAskedStaysEmpty(t *testing.T) {
	v := verdict(t, policy, Probe{Do: func(c *Caller) {
		c.Cell("GET /note", "alice", Get("/note").With("From", "alice"), Served)
		c.Cell("DELETE /note", "carol", Call("DELETE", "/note"), Status(http.StatusForbidden))
	}})
	assert.Equal(t, Holds, v.Outcome)
	assert.Equal(t, [][]Cell{
		{{Want: "2xx", Got: "200 OK"}, {}},
		{{}, {Want: "403", Got: "403 Forbidden"}},
	}, v.Table.Cells)
}

func TestACellTellsWhatOfAnAnswerIsWrong(t *testing.T) {
	bare := func() http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	}
	v := verdict(t, bare, Probe{Do: func(c *Caller) { c.Cell("GET /note", "nobody", Get("/note"), Status(401)) }})
	assert.Equal(t, []string{"nobody, GET /note: got 401 Unauthorized, without WWW-Authenticate, want 401, with a challenge (RFC 9110 §11.6.1)"}, v.Table.Faults())
}

func TestAWrongCellStaysWrong(t *testing.T) {
	v := verdict(t, policy, Probe{Do: func(c *Caller) {
		for _, who := range []string{"bob", "alice"} {
			c.Cell("GET /note", "anybody", Get("/note").With("From", who), Served)
		}
		c.Must(false, "a line in the log", "none")
	}})
	assert.Equal(t, []string{"anybody, GET /note: got 403 Forbidden, want 2xx"}, v.Table.Faults())
	assert.Equal(t, 1, v.Wrong, "of exchanges")
	assert.Equal(t, 2, v.Asked)
}

func TestACellWithoutAnAnswerIsInTheTable(t *testing.T) {
	v := verdict(t, func() http.Handler { return http.HandlerFunc(unlucky.Hangs) }, Probe{Do: func(c *Caller) {
		c.Cell("GET /note", "alice", Get("/note"), Served)
		c.Cell("GET /note", "bob", Get("/note"), Served)
	}})
	assert.Equal(t, 1, v.Table.Wrong())
	assert.Contains(t, v.Table.Faults()[0], "alice, GET /note: got no answer")
}

func TestAFaultIsPrintedWithoutControlCharacters(t *testing.T) {
	clears := func() http.Handler {
		return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("\x1b[2J") })
	}
	v := verdict(t, clears, Probe{Do: func(c *Caller) { c.Cell("GET /note", "alice", Get("/note"), Served) }})
	assert.NotContains(t, text(v, 7), "\x1b")
}
