package sandbox

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
)

func (g Guarded) spelling(c *Caller) {
	send := func(note, field, value string) {
		c.ask(note, g.Request.With(field, value), g.in())
	}
	for _, field := range []string{g.Field, strings.ToLower(g.Field), strings.ToUpper(g.Field)} {
		send("the field named "+field, field, g.line(g.Credential))
	}
	send("blanks before the value", g.Field, "   "+g.line(g.Credential))
	send("blanks after the value", g.Field, g.line(g.Credential)+"  ")
	send("a tab after the value", g.Field, g.line(g.Credential)+"\t")
	c.ask("no blank after the colon", g.Request.glued(g.Field, g.line(g.Credential)), g.in())
	if g.Scheme == "" {
		return
	}
	for _, scheme := range []string{strings.ToLower(g.Scheme), strings.ToUpper(g.Scheme), mixed(g.Scheme)} {
		send("the scheme written "+scheme, g.Field, scheme+" "+g.Credential)
	}
	for _, blanks := range []int{2, 3, 4, 7, 10} {
		send(fmt.Sprintf("%d blanks after the scheme", blanks), g.Field, g.Scheme+strings.Repeat(" ", blanks)+g.Credential)
	}
	send("lower case and two blanks", g.Field, strings.ToLower(g.Scheme)+"  "+g.Credential+" ")
}

// glued adds a field without the blank after its colon.
func (r Request) glued(name, value string) Request {
	head, rest, _ := strings.Cut(r.String(), "\r\n\r\n")
	raw := Raw(head + "\r\n" + name + ":" + value + "\r\n\r\n" + rest)
	raw.method, raw.from, raw.tls = r.method, r.from, r.tls
	return raw
}

func mixed(word string) string {
	letters := []byte(strings.ToLower(word))
	for i := 1; i < len(letters); i += 2 {
		letters[i] = bytes.ToUpper(letters[i : i+1])[0]
	}
	return string(letters)
}

func (g Guarded) nearMisses(c *Caller) {
	for _, m := range misses(g.Credential, g.wrong()) {
		if m.value != g.Credential {
			c.ask(m.name, g.carrying(g.line(m.value)), NotServed)
		}
	}
	for _, word := range []string{"null", "undefined", "None", "nil", "true", "1", "0", "admin", "test", "token", "secret", "*", "%", "[object Object]"} {
		c.ask("the word "+word, g.carrying(g.line(word)), NotServed)
	}
	c.ask("an empty field", g.carrying(""), NotServed)
	if g.Scheme == "" {
		return
	}
	c.ask("the scheme alone", g.carrying(g.Scheme), NotServed)
	c.ask("the scheme and a blank", g.carrying(g.Scheme+" "), NotServed)
	c.ask("the credential alone", g.carrying(g.Credential), NotServed)
	c.ask("the scheme twice", g.carrying(g.Scheme+" "+g.line(g.Credential)), NotServed)
	c.ask("the scheme after the credential", g.carrying(g.Credential+" "+g.Scheme), NotServed)
	for _, between := range []string{"", ":", ": ", "=", ",", ", ", ";", "\t", " \t", "\v", "\u00a0", "\u3000", "%20", "+", "_"} {
		c.ask(fmt.Sprintf("%q between scheme and credential", between), g.carrying(g.Scheme+between+g.Credential), NotServed)
	}
}

// misses are credentials that only resemble the right one.
func misses(right, wrong string) []named {
	n := len(right)
	half := n / 2
	all := []named{
		{"the last character missing", right[:n-1]},
		{"the first character missing", right[1:]},
		{"the second half missing", right[:half]},
		{"the first half missing", right[half:]},
		{"one character alone", right[:1]},
		{"a character more at its end", right + "a"},
		{"a character more before it", "a" + right},
		{"an = more at its end", right + "="},
		{"without its padding", strings.TrimRight(right, "=")},
		{"in lower case", strings.ToLower(right)},
		{"in upper case", strings.ToUpper(right)},
		{"wrong, but as long", wrong},
		{"backwards", reversed(right)},
		{"twice", right + right},
		{"twice, with a blank", right + " " + right},
		{"twice, with a comma", right + "," + right},
		{"followed by a word", right + " x"},
		{"after a word", "x " + right},
		{"in double quotes", `"` + right + `"`},
		{"in single quotes", "'" + right + "'"},
		{"in angle brackets", "<" + right + ">"},
		{"percent-encoded", percent(right)},
		{"query-escaped", url.QueryEscape(right)},
		{"in base64", base64.StdEncoding.EncodeToString([]byte(right))},
		{"in base64url without padding", base64.RawURLEncoding.EncodeToString([]byte(right))},
		{"with a comma at its end", right + ","},
		{"with a semicolon at its end", right + ";"},
		{"with a colon before it", ":" + right},
		{"with a colon at its end", right + ":"},
		{"with a * at its end", right[:n-1] + "*"},
		{"64 KiB of it", strings.Repeat(right, 1+65536/n)},
	}
	for _, k := range []int{8, 16, 32} {
		if k < n {
			all = append(all, named{fmt.Sprintf("the first %d characters right", k), right[:k] + wrong[k:]},
				named{fmt.Sprintf("the first %d characters alone", k), right[:k]},
				named{fmt.Sprintf("the last %d characters right", k), wrong[:n-k] + right[n-k:]})
		}
	}
	for i := 0; i < n; i += 1 + n/12 {
		all = append(all, named{fmt.Sprintf("character %d in the other case", i+1), right[:i] + flipped(right[i:i+1]) + right[i+1:]},
			named{fmt.Sprintf("character %d another", i+1), right[:i] + wrong[i:i+1] + right[i+1:]})
		if i+1 < n {
			all = append(all, named{fmt.Sprintf("characters %d and %d swapped", i+1, i+2), right[:i] + right[i+1:i+2] + right[i:i+1] + right[i+2:]})
		}
	}
	return all
}

func reversed(text string) string {
	letters := []byte(text)
	for i, j := 0, len(letters)-1; i < j; i, j = i+1, j-1 {
		letters[i], letters[j] = letters[j], letters[i]
	}
	return string(letters)
}

func flipped(letter string) string {
	if upper := strings.ToUpper(letter); upper != letter {
		return upper
	}
	return strings.ToLower(letter)
}

func percent(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		fmt.Fprintf(&b, "%%%02X", text[i])
	}
	return b.String()
}

func (g Guarded) twoCredentials(c *Caller) {
	right, wrong := g.line(g.Credential), g.line(g.wrong())
	two := func(note, first, second string) {
		c.ask(note, g.carrying(first).With(g.Field, second), NotServed)
	}
	two("the right one, then a wrong one", right, wrong)
	two("a wrong one, then the right one", wrong, right)
	two("the right one twice", right, right)
	two("the right one, then an empty field", right, "")
	two("an empty field, then the right one", "", right)
	c.ask("a wrong one, then the right one in a list", g.carrying(wrong+", "+right), NotServed)
	c.ask("the right one, then a wrong one in a list", g.carrying(right+", "+wrong), NotServed)
	c.ask("the right one on a folded line after a wrong one", g.carrying(wrong+"\r\n "+g.Credential), NotServed)
	if g.Scheme == "" {
		return
	}
	two("the scheme in one field, the credential in the next", g.Scheme, g.Credential)
	two("the credential in one field, the scheme in the next", g.Credential, g.Scheme)
	basic := "Basic " + base64.StdEncoding.EncodeToString([]byte("user:password"))
	two("Basic, then the right one", basic, right)
	two("the right one, then Basic", right, basic)
	c.ask("Basic and the right one in a list", g.carrying(basic+", "+right), NotServed)
}

func (g Guarded) elsewhere(c *Caller) {
	both := []string{g.Credential}
	if g.Scheme != "" {
		both = append(both, g.line(g.Credential))
	} else {
		both = append(both, "Bearer "+g.Credential, "ApiKey "+g.Credential)
	}
	for _, value := range both {
		escaped := url.QueryEscape(value)
		for _, name := range []string{"access_token", "token", "api_key", "apikey", "api-key", "key", "auth", "authorization", "Authorization", "bearer", "jwt", "X-API-Key"} {
			c.ask("in the query as "+name, g.Request.query(name+"="+escaped), NotServed)
			form := g.Request.Method("POST").Body("application/x-www-form-urlencoded", name+"="+escaped)
			c.ask("in a form as "+name, form, g.nothing())
		}
		for _, name := range []string{"token", "access_token", "session", "auth", "Authorization", "jwt", "api_key"} {
			c.ask("in a cookie named "+name, g.Request.With("Cookie", name+"="+strings.ReplaceAll(value, " ", "%20")), NotServed)
		}
		for _, name := range elsewhereFields {
			if !strings.EqualFold(name, g.Field) {
				c.ask("in "+name, g.Request.With(name, value), NotServed)
			}
		}
	}
	encoded := base64.RawURLEncoding.EncodeToString([]byte(g.Credential))
	for _, value := range []string{"bearer, " + g.Credential, "access_token, " + g.Credential, "base64url.bearer.authorization.k8s.io." + encoded} {
		c.ask("in Sec-WebSocket-Protocol", g.Request.With("Sec-WebSocket-Protocol", value), NotServed)
	}
}

var elsewhereFields = []string{
	"Authorization", "Proxy-Authorization", "X-Authorization", "X-Forwarded-Authorization", "X-Original-Authorization",
	"X-API-Key", "Api-Key", "ApiKey", "X-Auth-Token", "X-Access-Token", "X-Token", "Token", "Bearer", "X-Auth", "Auth",
	"X-JWT-Assertion", "X-Amz-Security-Token", "X-Goog-Api-Key", "WWW-Authenticate", "Authentication", "Authorisation",
}

func (g Guarded) otherSchemes(c *Caller) {
	encode := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	for _, user := range []string{g.Credential + ":", ":" + g.Credential, "user:" + g.Credential, g.Credential} {
		c.ask("Basic with it inside", g.carrying("Basic "+encode(user)), NotServed)
	}
	for _, scheme := range []string{"Basic", "Token", "JWT", "DPoP", "Digest", "ApiKey", "Negotiate", "OAuth", "MAC", "HOBA",
		g.Scheme + "x", "x" + g.Scheme, g.Scheme[:len(g.Scheme)-1], g.Scheme + ":", `"` + g.Scheme + `"`} {
		if !strings.EqualFold(scheme, g.Scheme) {
			c.ask("the scheme "+scheme, g.carrying(scheme+" "+g.Credential), NotServed)
		}
	}
	c.ask("as a parameter of the scheme", g.carrying(g.Scheme+` token="`+g.Credential+`"`), NotServed)
}

func (g Guarded) shapes(c *Caller) {
	for _, credential := range shapes(g.Credential) {
		c.Serve(g.serving(credential))
		right := g.carrying(g.line(credential))
		c.ask(fmt.Sprintf("configured with %d characters: right", len(credential)), right, g.in())
		c.ask("one more", g.carrying(g.line(credential+"a")), NotServed)
		c.ask("wrong", g.carrying(g.line("-"+credential[1:]+"-")), NotServed)
		if last := len(credential) - 1; last > 0 {
			c.ask("one less", g.carrying(g.line(credential[:last])), NotServed)
			c.ask("the last one another", g.carrying(g.line(credential[:last]+"_")), NotServed)
		}
	}
}

func shapes(seed string) []string {
	letters := strings.Map(func(c rune) rune {
		if isAlphanumeric(c) {
			return c
		}
		return -1
	}, seed)
	all := []string{letters[:1], letters[:2], letters[:7], letters[:8] + "=", letters[:8] + "==", letters[:8] + "===",
		".~.", "a-b_c.d~e+f/g", "0123456789", "Bearer", "bearer", "null", letters + letters + letters}
	for _, n := range []int{256, 1024, 4000} {
		all = append(all, strings.Repeat(letters, 1+n/len(letters))[:n])
	}
	return all
}

func (g Guarded) emptyConfiguration(c *Caller) {
	c.Serve(g.serving(""))
	c.ask("no field", g.Request, NotServed)
	for _, value := range []string{"", " ", g.Scheme, g.Scheme + " ", g.line("null"), g.line("undefined"), g.line(`""`), g.line("''"), g.line("="), g.line("a"), "Basic Og=="} {
		c.ask(fmt.Sprintf("%q", value), g.carrying(value), NotServed)
	}
	c.ask("two empty fields", g.carrying("").With(g.Field, ""), NotServed)
	c.ask("an empty query parameter", g.Request.query("access_token="), NotServed)
}
