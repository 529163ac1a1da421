package org.widelimit.validation.cli;

/** What the process answers, as the command-line contract has it. */
final class ExitCode {
    static final int DONE = 0;
    static final int NOT_AS_EXPECTED = 1;
    static final int UNUSABLE_INPUT = 2;
    static final int INTERRUPTED = 3;

    private ExitCode() {}
}
