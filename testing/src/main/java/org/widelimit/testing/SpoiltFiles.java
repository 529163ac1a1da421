package org.widelimit.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.StatisticsReport;

/** A property of spoilt files, each from a seed of its own, which is its {@code @ForAll long}: a smaller seed spoils no less. */
@Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SpoiltFiles {}
