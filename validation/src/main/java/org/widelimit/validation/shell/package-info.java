/**
 * Helpers of the interactive shell: what JShell's start-up script calls to show things in a terminal.
 */
@NullMarked
package org.widelimit.validation.shell;

import org.jspecify.annotations.NullMarked;
