package org.widelimit.validation.report;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers are written: with every digit for files, with a few for people. */
public final class NumberText {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final int DIGITS = 4;

    private NumberText() {}

    /** The shortest text that identifies the double (the same on every JDK), empty for a gap. */
    static String exact(double value) {
        return Double.isFinite(value) ? NumberOutput.toString(value, true) : "";
    }

    /** Four significant digits with a real minus sign: {@code −0.4987}, {@code 3.2·10⁻¹⁵}; a dash for no number. */
    public static String display(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return "–";
        }
        return display(value, DIGITS);
    }

    /** The value with this many significant digits; it has to be finite. */
    public static String display(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                new BigDecimal(value).round(new MathContext(digits)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return minus(rounded.toPlainString());
        }
        String mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        String power = "10" + superscript(exponent);
        return switch (mantissa) {
            case "1" -> power;
            case "-1" -> "−" + power;
            default -> minus(mantissa) + "·" + power;
        };
    }

    /** A duration: {@code 0.3 s}, {@code 12 s}, {@code 3 min 20 s}. */
    static String seconds(double seconds) {
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 120 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    /** An integer with narrow no-break spaces between groups of three digits. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
    }

    /** The value rounded to a number of significant digits. */
    static double rounded(double value, int digits) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(digits)).doubleValue()
                : value;
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }

    private static String superscript(int exponent) {
        StringBuilder text = new StringBuilder(exponent < 0 ? "⁻" : "");
        Integer.toString(Math.abs(exponent)).chars().forEach(digit -> text.append(SUPERSCRIPTS.charAt(digit - '0')));
        return text.toString();
    }
}
