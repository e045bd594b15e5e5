package sandbox

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Challenge is one challenge of a WWW-Authenticate field.
type Challenge struct {
	Scheme string
	Token  string            // token68, where there is one
	Params map[string]string // names in lower case
}

// Challenges reads all challenges of an answer by the grammar of RFC 9110
// §11.6.1 and §5.6; several may share a line or come on several lines.
func Challenges(header http.Header) ([]Challenge, error) {
	var all []Challenge
	for _, line := range header.Values("WWW-Authenticate") {
		p := challengeParser{rest: line}
		found, err := p.challenges()
		if err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		all = append(all, found...)
	}
	return all, nil
}

type challengeParser struct{ rest string }

func (p *challengeParser) challenges() ([]Challenge, error) {
	var all []Challenge
	for {
		p.skip(" \t,")
		if p.rest == "" {
			if len(all) == 0 {
				return nil, errors.New("no challenge in it")
			}
			return all, nil
		}
		c, err := p.challenge()
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
}

func (p *challengeParser) challenge() (Challenge, error) {
	c := Challenge{Scheme: p.token(), Params: map[string]string{}}
	if c.Scheme == "" {
		return c, fmt.Errorf("a scheme is missing before %q", p.rest)
	}
	if p.rest == "" || p.rest[0] == ',' {
		return c, nil
	}
	if p.rest[0] != ' ' {
		return c, fmt.Errorf("a blank is missing after the scheme %s", c.Scheme)
	}
	p.skip(" ")
	if token, ok := p.token68(); ok {
		c.Token = token
		return c, nil
	}
	return c, p.params(&c)
}

// params reads parameters up to the next challenge, which begins with a token
// that no "=" follows.
func (p *challengeParser) params(c *Challenge) error {
	for {
		p.skip(" \t,")
		before := p.rest
		name := strings.ToLower(p.token())
		p.skip(" \t")
		if name == "" && p.rest == "" {
			return nil
		}
		if name == "" || !strings.HasPrefix(p.rest, "=") {
			if name != "" && len(c.Params) > 0 {
				p.rest = before
				return nil
			}
			return fmt.Errorf("no parameter at %q", before)
		}
		p.rest = p.rest[1:]
		p.skip(" \t")
		value, err := p.value()
		if err != nil {
			return fmt.Errorf("parameter %s: %w", name, err)
		}
		if _, twice := c.Params[name]; twice {
			return fmt.Errorf("parameter %s stands there twice", name)
		}
		c.Params[name] = value
		p.skip(" \t")
		if p.rest != "" && p.rest[0] != ',' {
			return fmt.Errorf("a comma is missing before %q", p.rest)
		}
	}
}

func (p *challengeParser) value() (string, error) {
	if !strings.HasPrefix(p.rest, `"`) {
		if token := p.token(); token != "" {
			return token, nil
		}
		return "", errors.New("no value")
	}
	var value strings.Builder
	for i := 1; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '"':
			p.rest = p.rest[i+1:]
			return value.String(), nil
		case c == '\\' && i+1 < len(p.rest):
			i++
			value.WriteByte(p.rest[i])
		default:
			value.WriteByte(c)
		}
	}
	return "", errors.New("its quotes are not closed")
}

// token68 reads a whole token68, which nothing but a comma may follow.
func (p *challengeParser) token68() (string, bool) {
	end := 0
	for end < len(p.rest) && (isAlphanumeric(rune(p.rest[end])) || strings.ContainsRune("-._~+/", rune(p.rest[end]))) {
		end++
	}
	padded := end
	for padded < len(p.rest) && p.rest[padded] == '=' {
		padded++
	}
	after := strings.TrimLeft(p.rest[padded:], " \t")
	if end == 0 || after != "" && after[0] != ',' {
		return "", false
	}
	token := p.rest[:padded]
	p.rest = after
	return token, true
}

func (p *challengeParser) token() string {
	end := 0
	for end < len(p.rest) && (isAlphanumeric(rune(p.rest[end])) || strings.ContainsRune("!#$%&'*+-.^_`|~", rune(p.rest[end]))) {
		end++
	}
	token := p.rest[:end]
	p.rest = p.rest[end:]
	return token
}

func (p *challengeParser) skip(cutset string) { p.rest = strings.TrimLeft(p.rest, cutset) }
