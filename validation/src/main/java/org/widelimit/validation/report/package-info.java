/**
 * The report: a model of what a verification found, as records, and its writers (JSON, one self-contained HTML page, CSV, Markdown, JUnit).
 * It judges nothing and computes no claim: a {@link org.widelimit.validation.report.Report} comes in finished, files go out.
 * Texts in the model are data: every writer escapes them for its own format.
 */
@NullMarked
package org.widelimit.validation.report;

import org.jspecify.annotations.NullMarked;
