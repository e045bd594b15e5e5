package sandbox

import (
	"fmt"
	"net/http"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hunted runs cases on a right server and on three broken ones, and returns
// the verdicts by name.
func hunted(t *testing.T, cases func(token, card string) []Case) map[string]Verdict {
	t.Helper()
	found := map[string]Verdict{}
	w := New(t)
	token, card := w.Secret("token"), w.Canary("card number")
	always := func(h http.HandlerFunc) func() http.Handler { return func() http.Handler { return h } }
	h := hunt{
		cases: func() []Case { return cases(token, card) }, rng: w.rng,
		right: Server{Name: "the right server", Serve: func() http.Handler { return guard(token, card) }},
		broken: []Server{
			{Name: "a server that lets everybody in", Serve: func() http.Handler { return protect(card, func(*http.Request) bool { return true }) }},
			{Name: "a server that refuses everybody", Serve: func() http.Handler { return protect(card, func(*http.Request) bool { return false }) }},
			{Name: "a server that shows the card with its refusal", Serve: always(func(w http.ResponseWriter, r *http.Request) {
				if !right(r, token) {
					w.Header().Set("WWW-Authenticate", "Bearer")
					w.WriteHeader(http.StatusUnauthorized)
				}
				fmt.Fprintln(w, card)
			})},
		},
	}
	for _, p := range h.probes() {
		t.Run(p.Name, func(t *testing.T) { found[p.Name] = w.try(t, p) })
	}
	return found
}

func good(token, card string) []Case {
	ask := Get("/secure-data")
	return []Case{
		{Name: "no token", Send: ask, Want: Status(401)},
		{Name: "the token", Send: ask.Bearer(token), Want: Shows(card)},
		{Name: "no token, no card", Send: ask, Want: All(Status(401), Carries("WWW-Authenticate"), Lacks(card))},
	}
}

func TestCasesThatCatchEveryServerHold(t *testing.T) {
	found := hunted(t, good)
	require.Len(t, found, 4)
	for name, v := range found {
		assert.Equal(t, Holds, v.Outcome, "%s: %s", name, v.Got)
	}
	assert.Equal(t, "passes all 3 of your cases", found["the right server passes every case"].Got)
	assert.Equal(t, `caught by "no token", "no token, no card"`, found["a server that lets everybody in is caught"].Got)
	refusing := found["a server that refuses everybody is caught"]
	assert.Equal(t, `caught by "the token"`, refusing.Got)
	require.Len(t, refusing.Exchanges, 1)
	assert.Contains(t, refusing.Exchanges[0].Curl, "curl -i -H 'Authorization: Bearer ")
}

func TestTheTableShowsWhichCaseCatchesWhichServer(t *testing.T) {
	table := hunted(t, good)["the right server passes every case"].Table
	require.NotNil(t, table)
	assert.Equal(t, []string{"no token", "the token", "no token, no card"}, table.Rows)
	var caught []string
	for r, cells := range table.Cells {
		for c, cell := range cells {
			assert.False(t, cell.Wrong)
			if cell.Got == "fails" {
				caught = append(caught, table.Rows[r]+": "+table.Columns[c])
			}
		}
	}
	assert.Equal(t, []string{
		"no token: a server that lets everybody in",
		"the token: a server that refuses everybody",
		"no token, no card: a server that lets everybody in",
		"no token, no card: a server that shows the card with its refusal",
	}, caught)
}

func TestAServerThatPassesEveryCaseIsTold(t *testing.T) {
	v := hunted(t, func(token, card string) []Case { return good(token, card)[:2] })["a server that shows the card with its refusal is caught"]
	assert.Equal(t, Broken, v.Outcome)
	assert.Equal(t, "a case that fails on it and passes on the right server", v.Want)
	assert.Equal(t, "none of your cases does", v.Got)
}

func TestACaseThatFailsOnTheRightServerIsNamedAndCatchesNothing(t *testing.T) {
	found := hunted(t, func(token, card string) []Case {
		return []Case{{Name: "no token", Send: Get("/secure-data"), Want: Status(403)}}
	})
	v := found["the right server passes every case"]
	assert.Equal(t, Broken, v.Outcome)
	assert.Equal(t, `the case "no token" wants 403 and gets 401 Unauthorized`, v.Got)
	require.Len(t, v.Exchanges, 1)
	assert.Equal(t, Broken, found["a server that lets everybody in is caught"].Outcome)
}

func TestACaseThatCatchesNothingIsAdvice(t *testing.T) {
	v := hunted(t, func(token, card string) []Case {
		return append(good(token, card), Case{Name: "somewhere else", Send: Get("/secure-data").Bearer(token), Want: Served})
	})["the right server passes every case"]
	assert.Equal(t, Holds, v.Outcome)
	assert.Empty(t, v.Advice, "it fails where everybody is refused")

	v = hunted(t, func(token, card string) []Case {
		return append(good(token, card), Case{Name: "any answer", Send: Get("/secure-data"), Want: Check("an answer", func(Exchange) string { return "" })})
	})["the right server passes every case"]
	assert.Equal(t, Holds, v.Outcome)
	assert.Equal(t, []string{`No broken server fails "any answer": without that, as many are caught.`}, v.Advice)
}

func TestACaseThatRemembersOtherAnswersFailsOnTheRightServer(t *testing.T) {
	t.Setenv("SANDBOX_SEED", "1")
	first := map[string]int{}
	same := func(r Request) Want {
		return Check("the status that came at first", func(e Exchange) string {
			if first[r.String()] == 0 {
				first[r.String()] = e.Status
			}
			return unless(first[r.String()] == e.Status, e.Line())
		})
	}
	found := hunted(t, func(token, card string) []Case {
		ask := Get("/secure-data")
		return []Case{{Name: "no token", Send: ask, Want: same(ask)}, {Name: "the token", Send: ask.Bearer(token), Want: same(ask.Bearer(token))}}
	})
	assert.Equal(t, Broken, found["the right server passes every case"].Outcome)
}

func TestWhatIsNoTableOfCasesIsSaid(t *testing.T) {
	ask := Get("/secure-data")
	for _, tt := range []struct {
		name  string
		cases []Case
		got   string
	}{
		{"no case", nil, "no case"},
		{"no name", []Case{{Send: ask, Want: Served}}, "case 1 has none"},
		{"no request", []Case{{Name: "a", Want: Served}}, `case 1, "a", sends nothing`},
		{"no wish", []Case{{Name: "a", Send: ask}}, `case 1, "a", wants nothing`},
		{"two alike", []Case{{Name: "a", Send: ask, Want: Status(401)}, {Name: "a", Send: ask, Want: Served}}, `cases 1 and 2 are both named "a"`},
		{"no end", []Case{{Name: "a", Send: ask, Want: Check("x", func(e Exchange) string { select {} })}}, "no end within 1m0s"},
		{"the end of a goroutine", []Case{{Name: "a", Send: ask, Want: Check("x", func(e Exchange) string { runtime.Goexit(); return "" })}}, "ended its goroutine"},
		{"a panic", []Case{{Name: "a", Send: ask, Want: Check("x", func(e Exchange) string { return e.Body[1000:] })}}, "panicked: runtime error: slice bounds out of range"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for name, v := range hunted(t, func(string, string) []Case { return tt.cases }) {
				assert.Equal(t, Broken, v.Outcome, name)
				assert.Contains(t, v.Got, tt.got, name)
			}
		})
	}
}
