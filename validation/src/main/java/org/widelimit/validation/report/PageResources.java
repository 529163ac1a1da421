package org.widelimit.validation.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The files that go into the page: the style sheet, the scripts of this package, and ECharts from its jar. */
final class PageResources {

    private static final String ECHARTS_VERSION = "META-INF/maven/org.webjars/echarts/pom.properties";

    private PageResources() {}

    static String style() {
        return own("page.css");
    }

    /** The page's own script. */
    static String script() {
        return "\"use strict\";\n(() => {\n" + own("colours.js") + own("lines.js") + own("heatmaps.js") + own("page.js")
                + "})();\n";
    }

    /** The chart library, fit for a script element. */
    static String echarts() {
        Properties maven = new Properties();
        try {
            maven.load(new StringReader(read(ECHARTS_VERSION)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String script = read("META-INF/resources/webjars/echarts/" + maven.getProperty("version") + "/echarts.min.js");
        if (script.toLowerCase(Locale.ROOT).contains("</script") || script.contains("<!--")) {
            throw new IllegalStateException("echarts.min.js cannot stand in a script element");
        }
        return script;
    }

    /** What a content security policy names the script by. */
    static String hash(String script) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String own(String name) {
        return read("org/widelimit/validation/report/" + name);
    }

    /** Line ends are made plain: a browser does so before it takes the hash of a script. */
    private static String read(String path) {
        try (@Nullable InputStream in = PageResources.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("expected " + path + " on the class path, found nothing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n")
                    .replace('\r', '\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
