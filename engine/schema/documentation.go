package schema

import "strings"

// Documentation is what hover and completion show of a key, as Markdown: a
// line of facts, the text of the table, and what upstream really does.
func Documentation(k *Key) string {
	if k == nil {
		return ""
	}
	var b strings.Builder
	b.WriteString("**" + k.Name + "**: " + facts(k) + "\n\n" + k.Doc + "\n")
	if len(k.Allowed) > 0 {
		b.WriteString("\nAllowed: `" + strings.Join(k.Allowed, "`, `") + "`")
		if k.FoldCase {
			b.WriteString(" (in any case)")
		}
		b.WriteString(".\n")
	}
	if len(k.Aliases) > 0 {
		b.WriteString("\nAlso accepted: `" + strings.Join(k.Aliases, "`, `") + "`.\n")
	}
	if k.Env != "" {
		b.WriteString("\nThe environment variable `" + k.Env + "` overrides it.\n")
	}
	if s := effect(k); s != "" {
		b.WriteString("\n" + s + "\n")
	}
	return b.String()
}

// facts is type, bounds, whether it is required, default and generation.
func facts(k *Key) string {
	list := []string{want(&k.Type, k)}
	if k.Min != nil || k.Max != nil {
		list[0] = strings.TrimSuffix(list[0], ` such as "30s"`) + " " + interval(k) + boundUnit(k)
	}
	if k.Required {
		list = append(list, "required")
	}
	if k.Default != "" {
		list = append(list, "default `"+k.Default+"`")
	}
	switch {
	case k.Since != "" && k.Until != "":
		list = append(list, "clnrm "+k.Since+" to "+k.Until)
	case k.Since != "":
		list = append(list, "since clnrm "+k.Since)
	}
	return strings.Join(list, ", ")
}

func boundUnit(k *Key) string {
	if k.Type.Kind == Duration {
		return " s"
	}
	return ""
}

// effect says what upstream does with a key.
func effect(k *Key) string {
	switch {
	case k.Effect == Ignored:
		return "*clnrm accepts it and never uses it: " + k.Note + ".*"
	case k.Effect == Honoured:
		return "*clnrm ignores it: " + k.Note + ". clnrm-ls honours it.*"
	case k.Note != "":
		return "*" + k.Note + "*"
	case k.Effect == Unread:
		return "*clnrm parses it and does nothing with it.*"
	}
	return ""
}
