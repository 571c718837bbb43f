package builtin

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/brianvoe/gofakeit/v7"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// fake is one generator: rng is also the source of f, so that one seed gives
// one result. Bit-for-bit agreement with upstream's word lists is not wanted,
// only shape and repeatability (format.md, Appendix C).
type fake func(f *gofakeit.Faker, rng *stream) string

// fakeText is a generator that takes a seed and yields text. kind is its name
// for fake(kind=…).
type fakeText struct {
	name, kind, doc string
	draw            fake
}

var fakeTexts = []fakeText{
	{"fake_name", "name.full", "Makes up a person's first and last name.", func(f *gofakeit.Faker, _ *stream) string { return f.Name() }},
	{"fake_first_name", "name.first", "Makes up a first name.", func(f *gofakeit.Faker, _ *stream) string { return f.FirstName() }},
	{"fake_last_name", "name.last", "Makes up a last name.", func(f *gofakeit.Faker, _ *stream) string { return f.LastName() }},
	{"fake_title", "name.title", "Makes up a form of address such as `Mrs.`.", func(f *gofakeit.Faker, _ *stream) string { return f.NamePrefix() }},
	{"fake_suffix", "name.suffix", "Makes up the suffix of a name such as `Jr.`.", func(f *gofakeit.Faker, _ *stream) string { return f.NameSuffix() }},

	{"fake_email", "internet.email", "Makes up an email address in a domain reserved for examples.", fakeEmail},
	{"fake_username", "internet.username", "Makes up a user name.", func(f *gofakeit.Faker, _ *stream) string { return strings.ToLower(f.Username()) }},
	{"fake_domain", "internet.domain", "Makes up a domain name, `word.suffix`.", fakeDomain},
	{"fake_url", "internet.url", "Makes up a URL, `https://word.suffix`.", func(f *gofakeit.Faker, rng *stream) string { return "https://" + fakeDomain(f, rng) }},
	{"fake_ipv4", "internet.ipv4", "Makes up an IPv4 address.", func(f *gofakeit.Faker, _ *stream) string { return f.IPv4Address() }},
	{"fake_ipv6", "internet.ipv6", "Makes up an IPv6 address.", func(f *gofakeit.Faker, _ *stream) string { return f.IPv6Address() }},
	{"fake_user_agent", "internet.user_agent", "Makes up the user agent line of a browser.", func(f *gofakeit.Faker, _ *stream) string { return f.UserAgent() }},
	{"fake_mac_address", "internet.mac", "Makes up a MAC address.", func(f *gofakeit.Faker, _ *stream) string { return f.MacAddress() }},

	{"fake_street", "address.street", "Makes up a street with a house number.", func(f *gofakeit.Faker, _ *stream) string { return f.Street() }},
	{"fake_city", "address.city", "Makes up a city.", func(f *gofakeit.Faker, _ *stream) string { return f.City() }},
	{"fake_state", "address.state", "Picks a state of the USA.", func(f *gofakeit.Faker, _ *stream) string { return f.State() }},
	{"fake_zip", "address.zip", "Makes up a five-digit postal code.", func(f *gofakeit.Faker, _ *stream) string { return f.Zip() }},
	{"fake_country", "address.country", "Picks a country.", func(f *gofakeit.Faker, _ *stream) string { return f.Country() }},
	{"fake_latitude", "address.latitude", "Makes up a latitude as text.", func(_ *gofakeit.Faker, rng *stream) string { return coordinate(rng, 90) }},
	{"fake_longitude", "address.longitude", "Makes up a longitude as text.", func(_ *gofakeit.Faker, rng *stream) string { return coordinate(rng, 180) }},

	{"fake_phone", "phone.number", "Makes up a telephone number.", func(f *gofakeit.Faker, _ *stream) string { return f.PhoneFormatted() }},
	{"fake_cell_phone", "phone.cell", "Makes up a mobile telephone number.", func(f *gofakeit.Faker, _ *stream) string { return f.Phone() }},

	{"fake_company", "company.name", "Makes up a company name.", func(f *gofakeit.Faker, _ *stream) string { return f.Company() }},
	{"fake_company_suffix", "company.suffix", "Picks the suffix of a company name such as `Inc`.", func(f *gofakeit.Faker, _ *stream) string { return f.CompanySuffix() }},
	{"fake_industry", "company.industry", "Picks an industry.", func(_ *gofakeit.Faker, rng *stream) string { return choose(rng, industries) }},
	{"fake_profession", "company.profession", "Picks a profession.", func(f *gofakeit.Faker, _ *stream) string { return f.JobTitle() }},

	{"fake_word", "lorem.word", "Picks a word of lorem ipsum.", func(f *gofakeit.Faker, _ *stream) string { return f.LoremIpsumWord() }},

	{"fake_credit_card", "finance.credit_card", "Makes up a credit card number.", func(f *gofakeit.Faker, _ *stream) string { return f.CreditCardNumber(nil) }},
	{"fake_currency_code", "finance.currency_code", "Picks a currency code such as `EUR`.", func(f *gofakeit.Faker, _ *stream) string { return f.CurrencyShort() }},
	{"fake_currency_name", "finance.currency_name", "Picks the name of a currency.", func(f *gofakeit.Faker, _ *stream) string { return f.CurrencyLong() }},
	{"fake_currency_symbol", "finance.currency_symbol", "Picks a currency symbol.", func(_ *gofakeit.Faker, rng *stream) string { return choose(rng, currencySymbols) }},

	{"fake_filename", "file.name", "Makes up a file name with an extension.", fakeFilename},
	{"fake_extension", "file.extension", "Picks a file name extension.", func(f *gofakeit.Faker, _ *stream) string { return f.FileExtension() }},
	{"fake_mime_type", "file.mime_type", "Picks a MIME type.", func(f *gofakeit.Faker, _ *stream) string { return f.FileMimeType() }},
	{"fake_file_path", "file.path", "Makes up an absolute file path.", func(f *gofakeit.Faker, rng *stream) string {
		return "/" + f.LoremIpsumWord() + "/" + f.LoremIpsumWord() + "/" + fakeFilename(f, rng)
	}},

	{"fake_color", "color.name", "Picks the name of a colour.", func(f *gofakeit.Faker, _ *stream) string { return f.Color() }},
	{"fake_hex_color", "color.hex", "Makes up a colour such as `#1a2b3c`.", func(_ *gofakeit.Faker, rng *stream) string { return "#" + rng.hex(6) }},
	{"fake_rgb_color", "color.rgb", "Makes up a colour such as `rgb(1, 2, 3)`.", func(_ *gofakeit.Faker, rng *stream) string {
		return fmt.Sprintf("rgb(%d, %d, %d)", rng.belowSmall(256), rng.belowSmall(256), rng.belowSmall(256))
	}},
	{"fake_semver", "version.semver", "Makes up a semantic version, up to 9.19.99.", func(_ *gofakeit.Faker, rng *stream) string {
		return fmt.Sprintf("%d.%d.%d", rng.belowSmall(10), rng.belowSmall(20), rng.belowSmall(100))
	}},

	{"fake_date", "time.date", "Makes up a date between 1970 and 2024, `YYYY-MM-DD`.", func(_ *gofakeit.Faker, rng *stream) string { return rng.time().Format("2006-01-02") }},
	{"fake_time", "time.time", "Makes up a time of day with nanoseconds.", func(_ *gofakeit.Faker, rng *stream) string { return rng.time().Format("15:04:05.000000000") }},
	{"fake_datetime", "time.datetime", "Makes up an RFC 3339 date and time between 1970 and 2024.", func(_ *gofakeit.Faker, rng *stream) string { return rfc3339(rng.time()) }},
}

// fakeFunctions are the rows of fakeTexts as functions.
func fakeFunctions() []*Function {
	list := make([]*Function, len(fakeTexts))
	for i, t := range fakeTexts {
		list[i] = define(t.name, "string", ReadRandom, t.doc, []Param{seedParam}, func(a *args) value.Value {
			return draw(t.draw, a.rng())
		})
	}
	return list
}

func draw(generate fake, rng *stream) string {
	return generate(gofakeit.NewFaker(rng, false), rng)
}

func fakeDomain(f *gofakeit.Faker, _ *stream) string {
	return f.LoremIpsumWord() + "." + f.DomainSuffix()
}

func fakeEmail(f *gofakeit.Faker, rng *stream) string {
	user := toSlug(f.FirstName() + " " + f.LastName())
	return strings.ReplaceAll(user, "-", ".") + strconv.Itoa(int(rng.below32(100))) + "@example." +
		choose(rng, []string{"com", "net", "org"})
}

func fakeFilename(f *gofakeit.Faker, _ *stream) string {
	return f.LoremIpsumWord() + "." + f.FileExtension()
}

func coordinate(rng *stream, limit float64) string {
	return strconv.FormatFloat((2*rng.unit()-1)*limit, 'f', 6, 64)
}

func choose(rng *stream, list []string) string { return list[rng.index(len(list))] }

var (
	industries = []string{
		"Agriculture", "Automotive", "Aviation", "Banking", "Biotechnology", "Chemicals", "Construction",
		"Consulting", "Education", "Electronics", "Energy", "Entertainment", "Food Production", "Health Care",
		"Hospitality", "Insurance", "Logistics", "Manufacturing", "Media", "Mining", "Pharmaceuticals",
		"Publishing", "Real Estate", "Retail", "Software", "Telecommunications", "Textiles", "Tourism",
	}
	currencySymbols = []string{"$", "€", "£", "¥", "₹", "₩", "₽", "₺", "₫", "₪", "฿", "₴", "₦", "₱", "zł", "kr"}
)
