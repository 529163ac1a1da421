package org.widelimit.spark;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.widelimit.validation.cli.Main;

/** Runs one command line in this process. */
record CommandLineRun(int exitCode, String out, String err) {

    static CommandLineRun of(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(
                Stream.of(words).map(Object::toString).toArray(String[]::new),
                new PrintWriter(out),
                new PrintWriter(err));
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }
}
