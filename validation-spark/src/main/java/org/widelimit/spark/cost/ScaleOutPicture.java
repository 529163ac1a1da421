package org.widelimit.spark.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.widelimit.numerics.InputException;

/**
 * The second table of {@link ScaleOutTable} as a picture: seconds against cores, both logarithmic, one line for each study, and for each a dashed one that falls like 1/cores. A point is filled where
 * the cores are the limit, and hollow where the driver or a chain is.
 *
 * <p>Argument: a Markdown file with that table, such as docs/scale-out.md. The SVG goes to standard output.
 */
public final class ScaleOutPicture {

    private static final String HEADER = "| cores |";
    private static final Pattern ENTRY = Pattern.compile("([\\d,.]+) s, \\d+ % \\(([\\w ]+)\\)");
    private static final String[] COLOURS = {"#1b6ca8", "#c2571a", "#2f7d4f", "#7a4a99"};

    private static final int WIDTH = 820;
    private static final int HEIGHT = 470;
    private static final int LEFT = 80;
    private static final int RIGHT = 590;
    private static final int TOP = 20;
    private static final int BOTTOM = 410;
    private static final double MOST_CORES = 1000;
    private static final double LEAST_SECONDS = 10;
    private static final double MOST_SECONDS = 1e6;

    private ScaleOutPicture() {}

    /**
     * Prints the picture.
     *
     * @throws IOException when the file cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("expected a Markdown file, found " + args.length + " arguments");
        }
        System.out.print(svg(Files.readString(Path.of(args[0]))));
    }

    /**
     * One study's makespans.
     *
     * @param name of the study
     * @param cores ascending
     * @param seconds with so many cores
     * @param limits what each is limited by, as the table says
     */
    record Curve(String name, List<Integer> cores, List<Double> seconds, List<String> limits) {}

    /**
     * The picture of the table in a text.
     *
     * @throws InputException if there is no such table
     */
    static String svg(String markdown) {
        List<Curve> curves = curves(markdown);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH, HEIGHT));
        svg.append("<title>Time of a study by cores: a simulation</title>\n");
        svg.append(String.format("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, HEIGHT));
        appendAxes(svg);
        for (int k = 0; k < curves.size(); k++) {
            appendCurve(svg, curves.get(k), COLOURS[k % COLOURS.length]);
        }
        return svg.append("</svg>\n").toString();
    }

    static List<Curve> curves(String markdown) {
        List<String> lines = markdown.lines()
                .dropWhile(line -> !line.startsWith(HEADER))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        if (lines.size() < 3) {
            throw new InputException("expected a table that begins with \"" + HEADER + "\", found none");
        }
        List<Curve> curves = new ArrayList<>();
        for (String name : lines.get(0).substring(HEADER.length()).split("\\|", 0)) {
            curves.add(new Curve(name.strip(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        }
        for (String line : lines.subList(2, lines.size())) {
            int cores = Integer.parseInt(line.substring(1, line.indexOf('|', 1)).strip());
            Matcher entries = ENTRY.matcher(line);
            for (Curve curve : curves) {
                if (!entries.find()) {
                    throw new InputException("expected an entry for each of " + curves.size() + " studies in " + line);
                }
                curve.cores().add(cores);
                curve.seconds().add(Double.parseDouble(entries.group(1).replace(",", "")));
                curve.limits().add(entries.group(2));
            }
        }
        return curves;
    }

    private static void appendAxes(StringBuilder svg) {
        for (int cores = 1; cores <= MOST_CORES; cores *= 10) {
            appendLine(svg, x(cores), TOP, x(cores), BOTTOM, "stroke=\"#dddddd\"");
            appendText(svg, x(cores), BOTTOM + 20, "middle", "#333333", String.format(Locale.ROOT, "%,d", cores));
        }
        for (double seconds = LEAST_SECONDS; seconds <= MOST_SECONDS; seconds *= 10) {
            appendLine(svg, LEFT, y(seconds), RIGHT, y(seconds), "stroke=\"#dddddd\"");
            appendText(svg, LEFT - 8, y(seconds) + 4, "end", "#333333", String.format(Locale.ROOT, "%,.0f s", seconds));
        }
        appendText(svg, (LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "#333333", "cores");
        appendText(svg, RIGHT + 14, TOP + 10, "start", "#333333", "filled: the cores are the limit");
        appendText(svg, RIGHT + 14, TOP + 28, "start", "#333333", "hollow: the driver or a chain is");
        appendText(svg, RIGHT + 14, TOP + 46, "start", "#333333", "dashed: 1/cores");
    }

    private static void appendCurve(StringBuilder svg, Curve curve, String colour) {
        double alone = curve.seconds().get(0) * curve.cores().get(0);
        double last = Math.min(MOST_CORES, alone / LEAST_SECONDS);
        appendLine(
                svg,
                x(1),
                y(alone),
                x(last),
                y(alone / last),
                "stroke=\"" + colour + "\" stroke-dasharray=\"3 4\" opacity=\"0.7\"");
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < curve.cores().size(); i++) {
            points.append(String.format(
                    Locale.ROOT,
                    "%s%.1f,%.1f",
                    i == 0 ? "" : " ",
                    x(curve.cores().get(i)),
                    y(curve.seconds().get(i))));
        }
        svg.append(String.format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n", points, colour));
        for (int i = 0; i < curve.cores().size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.5\"/>%n",
                    x(curve.cores().get(i)),
                    y(curve.seconds().get(i)),
                    curve.limits().get(i).equals("cores") ? colour : "white",
                    colour));
        }
        int end = curve.cores().size() - 1;
        double height = y(curve.seconds().get(end)) + 4;
        appendText(svg, x(curve.cores().get(end)) + 14, height, "start", colour, curve.name());
    }

    private static void appendLine(
            StringBuilder svg, double fromX, double fromY, double toX, double toY, String attributes) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n",
                fromX,
                fromY,
                toX,
                toY,
                attributes));
    }

    private static void appendText(StringBuilder svg, double x, double y, String anchor, String colour, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                colour,
                text));
    }

    private static double x(double cores) {
        return LEFT + (RIGHT - LEFT) * Math.log(cores) / Math.log(MOST_CORES);
    }

    private static double y(double seconds) {
        double share = Math.log(seconds / LEAST_SECONDS) / Math.log(MOST_SECONDS / LEAST_SECONDS);
        return BOTTOM - (BOTTOM - TOP) * share;
    }
}
