/**
 * Studies: which cells of which claims are run, on which engine, and how finished cells survive a killed run.
 * A study runs cells round by round until every claim is decided, and hands judged claims to the report.
 */
@NullMarked
package org.widelimit.validation.study;

import org.jspecify.annotations.NullMarked;
