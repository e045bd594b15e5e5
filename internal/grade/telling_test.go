package grade_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"gatehouse/internal/grade"
	"gatehouse/sandbox"
)

func TestTheTellingExchangeIsTheFirstThatWentWrong(t *testing.T) {
	good, bad := sandbox.Exchange{Request: "good"}, sandbox.Exchange{Request: "bad", Wrong: true}
	last := sandbox.Exchange{Request: "last"}
	for name, tt := range map[string]struct {
		outcome   sandbox.Outcome
		exchanges []sandbox.Exchange
		index     int
		shown     sandbox.Exchange
	}{
		"one went wrong":       {sandbox.Broken, []sandbox.Exchange{good, bad, last}, 1, bad},
		"something else did":   {sandbox.Broken, []sandbox.Exchange{good, last}, 1, last},
		"it holds":             {sandbox.Holds, []sandbox.Exchange{good, last}, 0, good},
		"nothing was sent":     {sandbox.Broken, nil, -1, sandbox.Exchange{}},
		"holds without a word": {sandbox.Holds, nil, -1, sandbox.Exchange{}},
	} {
		t.Run(name, func(t *testing.T) {
			v := sandbox.Verdict{Outcome: tt.outcome, Exchanges: tt.exchanges}
			assert.Equal(t, tt.index, grade.Telling(v))
			assert.Equal(t, tt.shown, grade.TellingExchange(v))
		})
	}
}
