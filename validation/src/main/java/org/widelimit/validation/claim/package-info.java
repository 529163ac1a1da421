/**
 * Claims and how a verdict is reached: five forms, each with its statistics, its falsehoods and its control. A claim
 * measures cells; a verdict is a function of measured cells alone, so a report can be judged again without running
 * anything.
 */
@NullMarked
package org.widelimit.validation.claim;

import org.jspecify.annotations.NullMarked;
