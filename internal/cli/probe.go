package cli

import (
	"fmt"
	"strconv"
	"strings"

	"gatehouse/internal/course"
	"gatehouse/internal/grade"
	"gatehouse/internal/study"
	"gatehouse/internal/text"
	"gatehouse/sandbox"
)

// whichProbe finds the probe that a learner means by its number or by words of
// its name, and returns its index.
func whichProbe(r grade.Result, means string) (int, error) {
	if n, err := strconv.Atoi(means); err == nil {
		if n < 1 || n > len(r.Probes) {
			return 0, fmt.Errorf("%s has no probe %d; they are 1 to %d", r.Exercise, n, len(r.Probes))
		}
		return n - 1, nil
	}
	for i, v := range r.Probes {
		if strings.Contains(strings.ToLower(v.Name), strings.ToLower(means)) {
			return i, nil
		}
	}
	return 0, fmt.Errorf("%s has no probe whose name holds %q; gatehouse run %s lists them", r.Exercise, means, r.Exercise)
}

// printProbe prints one probe with every exchange that is worth showing.
func (p *program) printProbe(s *study.Study, e *course.Exercise, r grade.Result, i int) {
	v := r.Probes[i]
	p.say("%s: %s", word(string(v.Outcome), 0), v.Name)
	p.aspects([]aspect{{"probe", strings.TrimSpace(fmt.Sprintf("%d of %d %s", i+1, len(r.Probes), side(e, v)))}})
	for n, x := range v.Exchanges {
		p.printExchange(n+1, len(v.Exchanges), x)
	}
	if v.Outcome != sandbox.Holds {
		p.aspects([]aspect{{"got", v.Got}, {"want", v.Want}})
	}
	p.aspects(judgement(s, r.Exercise, v))
	for _, advice := range v.Advice {
		p.aspects([]aspect{{"advice", inWords(advice)}})
	}
	p.aspects([]aspect{{"repeat", repeat(r)}})
}

// printExchange prints what was sent and what came back.
func (p *program) printExchange(number, of int, x sandbox.Exchange) {
	words := fmt.Sprintf("exchange %d of %d", number, of)
	if x.After > 0 {
		words += ", " + text.Later(x.After)
	}
	if x.Wrong {
		words += ", went wrong"
	}
	p.say("\n%s", words)
	sent, got := messages(x)
	curl := x.Curl
	if curl == "" {
		curl = "curl cannot send this; the bytes stand above"
	}
	p.aspects([]aspect{{"case", x.Note}, {"from", x.From}, {"over", x.Over}, {"sent", sent}, {"got", got}, {"curl", curl}})
	p.say("")
}

// messages are the two sides of an exchange.
func messages(x sandbox.Exchange) (sent, got string) {
	const endless = 1 << 20
	var request, response []string
	for _, line := range text.Exchange(x, endless) {
		if line.Mark == text.Got || len(response) > 0 {
			response = append(response, line.Text)
		} else {
			request = append(request, line.Text)
		}
	}
	return strings.Join(request, "\n"), strings.Join(response, "\n")
}
