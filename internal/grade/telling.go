package grade

import (
	"slices"

	"gatehouse/sandbox"
)

// Telling is the index of the exchange that shows a probe best: the first that
// went wrong. Where none did, it is the last of a broken probe, after which
// something else was found to be wrong, and the first of one that holds. It is
// -1 where the probe has no exchange.
func Telling(v sandbox.Verdict) int {
	wrong := slices.IndexFunc(v.Exchanges, func(x sandbox.Exchange) bool { return x.Wrong })
	if wrong < 0 && (v.Outcome == sandbox.Broken || len(v.Exchanges) == 0) {
		return len(v.Exchanges) - 1
	}
	return max(0, wrong)
}

// TellingExchange is the exchange that shows a probe best, or an empty one.
func TellingExchange(v sandbox.Verdict) sandbox.Exchange {
	if i := Telling(v); i >= 0 {
		return v.Exchanges[i]
	}
	return sandbox.Exchange{}
}
