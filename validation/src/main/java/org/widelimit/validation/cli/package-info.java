/**
 * The command line: reads options and files, calls one floor, prints a table or one JSON object.
 *
 * <p>Nothing is computed here; a command that starts to know mathematics belongs further down.
 */
@NullMarked
package org.widelimit.validation.cli;

import org.jspecify.annotations.NullMarked;
