package text

import (
	"regexp"
	"strings"
)

// Link is one source that a rule names, and where it can be read.
type Link struct {
	Name string // "RFC 9110 §15.5.2"
	URL  string // empty where none is known
}

// sources are the kinds of rule that have an address of their own. A section
// alone ("§11.6.1", "4.1.3") belongs to the source before it.
var sources = []struct {
	name *regexp.Regexp
	url  func(m []string) string
}{
	{regexp.MustCompile(`^RFC (\d+)(?: §([\w.]+))?$`), func(m []string) string {
		url := "https://www.rfc-editor.org/rfc/rfc" + m[1]
		if m[2] != "" {
			url += "#section-" + m[2]
		}
		return url
	}},
	{regexp.MustCompile(`^OWASP API(\d+):2023$`), func(m []string) string { return apiRisks[m[1]] }},
	{regexp.MustCompile(`^(?:OWASP )?ASVS (\d+)\.\d+\.\d+$`), func(m []string) string {
		if page := asvsChapters[m[1]]; page != "" {
			return "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/" + page
		}
		return ""
	}},
	{regexp.MustCompile(`^CWE-(\d+)$`), func(m []string) string {
		return "https://cwe.mitre.org/data/definitions/" + m[1] + ".html"
	}},
}

// apiRisks are the pages of the OWASP API Security Top 10, edition of 2023.
var apiRisks = map[string]string{
	"1":  owasp + "0xa1-broken-object-level-authorization/",
	"2":  owasp + "0xa2-broken-authentication/",
	"3":  owasp + "0xa3-broken-object-property-level-authorization/",
	"4":  owasp + "0xa4-unrestricted-resource-consumption/",
	"5":  owasp + "0xa5-broken-function-level-authorization/",
	"6":  owasp + "0xa6-unrestricted-access-to-sensitive-business-flows/",
	"7":  owasp + "0xa7-server-side-request-forgery/",
	"8":  owasp + "0xa8-security-misconfiguration/",
	"9":  owasp + "0xa9-improper-inventory-management/",
	"10": owasp + "0xaa-unsafe-consumption-of-apis/",
}

// asvsChapters are those of the OWASP ASVS 5.0.0 that rules of a handler come from.
var asvsChapters = map[string]string{
	"1":  "0x10-V1-Encoding-and-Sanitization.md",
	"2":  "0x11-V2-Validation-and-Business-Logic.md",
	"3":  "0x12-V3-Web-Frontend-Security.md",
	"4":  "0x13-V4-API-and-Web-Service.md",
	"6":  "0x15-V6-Authentication.md",
	"7":  "0x16-V7-Session-Management.md",
	"8":  "0x17-V8-Authorization.md",
	"9":  "0x18-V9-Self-contained-Tokens.md",
	"10": "0x19-V10-OAuth-and-OIDC.md",
	"11": "0x20-V11-Cryptography.md",
	"12": "0x21-V12-Secure-Communication.md",
	"13": "0x22-V13-Configuration.md",
	"14": "0x23-V14-Data-Protection.md",
	"15": "0x24-V15-Secure-Coding-and-Architecture.md",
	"16": "0x25-V16-Security-Logging-and-Error-Handling.md",
}

const owasp = "https://owasp.org/API-Security/editions/2023/en/"

var (
	section = regexp.MustCompile(`^§[\w.]+$`)
	clause  = regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	base    = regexp.MustCompile(`^(?:RFC \d+|(?:OWASP )?ASVS)`)
)

// Sources are what a rule such as "RFC 9110 §15.5.2, §11.6.1, CWE-204" names,
// one by one.
func Sources(rule string) []Link {
	var links []Link
	before := ""
	for name := range strings.FieldsFuncSeq(rule, func(r rune) bool { return r == ',' || r == ';' }) {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		if section.MatchString(name) || clause.MatchString(name) {
			name = strings.TrimSpace(before + " " + name)
		}
		before = base.FindString(name)
		links = append(links, Link{name, address(name)})
	}
	return links
}

func address(name string) string {
	for _, s := range sources {
		if m := s.name.FindStringSubmatch(name); m != nil {
			return s.url(m)
		}
	}
	return ""
}
