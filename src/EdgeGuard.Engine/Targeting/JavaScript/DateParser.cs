namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>
/// JavaScript's <c>new Date(text)</c> as V8 answers it where local time is UTC. The ISO form of ECMA-262 section 21.4.1.32 comes first; whatever it leaves is
/// read as the loose form: English month names, clock times with AM and PM, zones by name or offset, numbers as month, day, year. Does not allocate.
/// </summary>
internal static class DateParser
{
    /// <summary>Unix milliseconds; null when the text is no date.</summary>
    public static long? Parse(ReadOnlySpan<char> text)
    {
        var tokens = new DateTokens(text);
        var fields = default(DateFields);
        var token = ReadIso(ref tokens, ref fields);
        var hasNumber = fields.HasDay;
        for (; token.Kind != DateTokenKind.End; token = tokens.Next())
        {
            var isRight = token.Kind switch
            {
                DateTokenKind.Wrong => false,
                DateTokenKind.Number => ReadNumber(token.Value, ref tokens, ref fields),
                DateTokenKind.Symbol when token.IsSign && (fields.IsUtc || fields.HasTime) => ReadOffset(token, ref tokens, ref fields),
                DateTokenKind.Symbol => !hasNumber || token.Value is ':' or '.',
                DateTokenKind.Space or DateTokenKind.Other => true,
                _ => ReadWord(token, hasNumber, ref tokens, ref fields),
            };
            if (!isRight)
                return null;
            hasNumber |= token.Kind == DateTokenKind.Number || (token.IsSign && fields.HasZone);
        }

        return fields.Instant();
    }

    /// <summary>Reads as much as is in ISO form. Answers the first token that is not; the end when all is.</summary>
    private static DateToken ReadIso(ref DateTokens tokens, ref DateFields fields)
    {
        if (tokens.Peek.IsSign)
        {
            var sign = tokens.Next();
            if (!tokens.Peek.HasDigits(6))
                return sign;
            var year = tokens.Next().Value;
            if (sign.Value == '-' && year == 0)
                return sign;
            fields.AddDay(sign.Value == '-' ? -year : year);
        }
        else if (tokens.Peek.HasDigits(4))
        {
            fields.AddDay(tokens.Next().Value);
        }
        else
        {
            return tokens.Next();
        }

        if (tokens.Skip('-'))
        {
            if (!tokens.Peek.HasDigits(2) || !DateFields.IsMonth(tokens.Peek.Value))
                return tokens.Next();
            fields.AddDay(tokens.Next().Value);
            if (tokens.Skip('-'))
            {
                if (!tokens.Peek.HasDigits(2) || !DateFields.IsDay(tokens.Peek.Value))
                    return tokens.Next();
                fields.AddDay(tokens.Next().Value);
            }
        }

        if (tokens.Peek.Kind == DateTokenKind.TimeMark)
        {
            // After a T nothing else than an ISO time is a date.
            tokens.Next();
            if (!ReadIsoTime(ref tokens, ref fields) || !ReadIsoZone(ref tokens, ref fields))
                return new DateToken(DateTokenKind.Wrong);
        }
        else if (tokens.Peek.Kind == DateTokenKind.End)
        {
            fields.SetZone(0);
        }

        if (tokens.Peek.Kind == DateTokenKind.End)
            fields.IsIso = true;
        else if (fields.HasTime)
            return new DateToken(DateTokenKind.Wrong);
        return tokens.Next();
    }

    private static bool ReadIsoTime(ref DateTokens tokens, ref DateFields fields)
    {
        if (!tokens.Peek.HasDigits(2) || tokens.Peek.Value > 24)
            return false;
        var hour = tokens.Next().Value;
        var highest = hour == 24 ? 0 : 59; // 24:00 is the midnight at the end of the day.
        fields.AddTime(hour);
        if (!tokens.Skip(':') || !tokens.Peek.HasDigits(2) || tokens.Peek.Value > highest)
            return false;
        fields.AddTime(tokens.Next().Value);
        if (!tokens.Skip(':'))
            return true;
        if (!tokens.Peek.HasDigits(2) || tokens.Peek.Value > highest)
            return false;
        fields.AddTime(tokens.Next().Value);
        if (!tokens.Skip('.'))
            return true;
        return tokens.Peek.Kind == DateTokenKind.Number && (hour < 24 || tokens.Peek.Value == 0) && fields.AddTime(Milliseconds(tokens.Next()));
    }

    private static bool ReadIsoZone(ref DateTokens tokens, ref DateFields fields)
    {
        if (tokens.Peek.IsZulu)
        {
            tokens.Next();
            fields.SetZone(0);
            return true;
        }

        if (!tokens.Peek.IsSign)
            return true;

        fields.SetZoneSign(tokens.Next().Value == '-' ? -1 : 1);
        var first = tokens.Next();
        int hour;
        int minute;
        if (first.HasDigits(4))
        {
            (hour, minute) = (first.Value / 100, first.Value % 100);
        }
        else
        {
            if (!first.HasDigits(2) || !tokens.Skip(':') || !tokens.Peek.HasDigits(2))
                return false;
            (hour, minute) = (first.Value, tokens.Next().Value);
        }

        fields.SetZoneTime(hour, minute);
        return DateFields.IsHour(hour) && DateFields.IsMinuteOrSecond(minute);
    }

    private static bool ReadNumber(int number, ref DateTokens tokens, ref DateFields fields)
    {
        if (tokens.Skip(':'))
        {
            if (tokens.Skip(':'))
                return !fields.HasTime && fields.AddTime(number) && fields.AddTime(0);
            if (!fields.AddTime(number))
                return false;
            tokens.Skip('.');
            return true;
        }

        if (tokens.Peek.IsSymbol('.') && fields.ExpectsTime(number))
        {
            tokens.Next();
            fields.AddTime(number);
            if (tokens.Peek.Kind != DateTokenKind.Number)
                return false;
            fields.AddLastTime(Milliseconds(tokens.Next()));
            return true;
        }

        tokens.Skip('.');
        if (fields.ExpectsZoneMinute(number))
        {
            fields.SetZoneMinute(number);
            return true;
        }

        if (fields.ExpectsTime(number))
        {
            fields.AddLastTime(number);
            return tokens.Peek.IsEndOrSpace || tokens.Peek.IsZulu || tokens.Peek.IsSign;
        }

        if (!fields.AddDay(number))
            return false;
        tokens.Skip('-');
        return true;
    }

    private static bool ReadWord(DateToken word, bool hasNumber, ref DateTokens tokens, ref DateFields fields)
    {
        switch (word.Kind)
        {
            case DateTokenKind.HalfDay when fields.HasTime:
                fields.SetHalfDay(word.Value);
                return true;
            case DateTokenKind.Month:
                fields.SetMonth(word.Value);
                tokens.Skip('-');
                return true;
            case DateTokenKind.Zone when hasNumber:
                fields.SetZone(word.Value);
                return true;
            default:
                // Words without meaning may stand before the first number, though not right before it.
                return !hasNumber && tokens.Peek.Kind != DateTokenKind.Number;
        }
    }

    /// <summary>An offset from UTC: <c>+h</c>, <c>+hh</c>, <c>+hmm</c>, <c>+hhmm</c>, or <c>+hh:</c>, whose minutes are the next number.</summary>
    private static bool ReadOffset(DateToken sign, ref DateTokens tokens, ref DateFields fields)
    {
        fields.SetZoneSign(sign.Value == '-' ? -1 : 1);
        var number = tokens.Peek.Kind == DateTokenKind.Number ? tokens.Next() : default;
        if (tokens.Peek.IsSymbol(':'))
            fields.SetZoneTime(number.Value, minute: null);
        else if (number.Length is 1 or 2)
            fields.SetZoneTime(number.Value, 0);
        else if (number.Length is 3 or 4)
            fields.SetZoneTime(number.Value / 100, number.Value % 100);
        else
            return false;
        return true;
    }

    /// <summary>
    /// The first three digits of a fraction. From the tenth digit on the zeros in front are forgotten, as in V8: .0123456789 is 123 milliseconds, .012345678 is 12.
    /// </summary>
    private static int Milliseconds(DateToken fraction)
    {
        var value = fraction.Value;
        for (var length = fraction.Length; length < 3; length++)
            value *= 10;
        for (var length = Math.Min(fraction.Length, 9); length > 3; length--)
            value /= 10;
        return value;
    }
}
