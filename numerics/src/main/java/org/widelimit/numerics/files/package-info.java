/**
 * Files as a whole: checks before a file is read, and writing that either finishes or leaves nothing behind.
 * What is inside a file is the business of the rooms that know its format.
 */
@NullMarked
package org.widelimit.numerics.files;

import org.jspecify.annotations.NullMarked;
