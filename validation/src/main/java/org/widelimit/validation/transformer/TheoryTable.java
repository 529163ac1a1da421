package org.widelimit.validation.transformer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.widelimit.gradientflow.transformer.RankCollapse;
import org.widelimit.validation.report.DataTable;
import org.widelimit.validation.report.NumberText;

/** Theory and run beside each other, for each task. */
final class TheoryTable {

    private static final int DIGITS = 3;

    private TheoryTable() {}

    static DataTable of(List<TwoStageRun> runs) {
        List<String> columns = new ArrayList<>(List.of("quantity"));
        for (TwoStageRun run : runs) {
            columns.add(run.task().name() + ": theory");
            columns.add(run.task().name() + ": run");
        }
        return new DataTable(
                "Rest: where the loss falls most slowly between the stages. A plateau ends where the loss is 1 % below it.",
                columns,
                List.of(
                        row(
                                runs,
                                "first plateau ends, rescaled time",
                                r -> r.blowUp().orElse(Double.NaN),
                                TheoryTable::escape),
                        row(runs, "W_V on v, first plateau left", r -> 1, TheoryTable::condensed),
                        row(
                                runs,
                                "loss at rest",
                                TheoryTable::level,
                                r -> r.atRest().loss()),
                        row(runs, "slowest fall between the stages over fastest before", r -> 0, TwoStageRun::slowdown),
                        row(
                                runs,
                                "W_V on one line, at rest",
                                r -> 1,
                                r -> r.atRest().commonDirection()),
                        row(
                                runs,
                                "σ₂/σ₁ of W1, at rest",
                                r -> 0,
                                r -> RankCollapse.ratio(r.atRest().weights().w1(), 2)),
                        row(runs, "s₁ over the slowest rate of w (≪ 1 wanted)", TheoryTable::haste, r -> Double.NaN),
                        row(runs, "growth of keys and queries over s₁ at w*", r -> 1, TheoryTable::relativeGrowth),
                        row(runs, "W_Q W_Kᵀ on F, second plateau left", r -> 1, TheoryTable::aligned),
                        row(runs, "σ₂/σ₁ of W_Q, second plateau left", TheoryTable::closedRatio, TheoryTable::ratio),
                        row(runs, "second plateau, rescaled time", TheoryTable::predictedLength, TheoryTable::length),
                        row(runs, "right signs at rest", r -> Double.NaN, r -> r.accuracy(r.atRest())),
                        row(runs, "right signs at the end of the run", r -> Double.NaN, r -> r.accuracy(r.last()))));
    }

    static double escape(TwoStageRun run) {
        return run.clock(run.firstEscape());
    }

    /** W_V on v at the first accepted step after the first plateau. */
    static double condensed(TwoStageRun run) {
        return run.moments().stream()
                .filter(m -> m.time() >= run.firstEscape())
                .findFirst()
                .orElse(run.last())
                .condensation(run.data().direction());
    }

    static double level(TwoStageRun run) {
        return run.restPoint().map(RestPoint::loss).orElse(Double.NaN);
    }

    static double haste(TwoStageRun run) {
        return run.restPoint().map(RestPoint::haste).orElse(Double.NaN);
    }

    static double relativeGrowth(TwoStageRun run) {
        return run.growth() / run.restPoint().map(rest -> rest.sigma()[0]).orElse(Double.NaN);
    }

    static double aligned(TwoStageRun run) {
        return run.atSecondEscape().alignment(run.drive());
    }

    static double ratio(TwoStageRun run) {
        return RankCollapse.ratio(run.atSecondEscape().weights().wq(), 2);
    }

    /** Of the closed form with frozen F, at the time at which the run left the second plateau. */
    static double closedRatio(TwoStageRun run) {
        return RankCollapse.ratio(
                run.second()
                        .at(run.atSecondEscape().time() - run.atRest().time())
                        .query(),
                2);
    }

    static double length(TwoStageRun run) {
        return run.clock(run.secondEscape() - run.firstEscape());
    }

    /** (1/s1) ln(1/epsilon), up to a constant over s1. */
    static double predictedLength(TwoStageRun run) {
        return run.restPoint()
                .map(rest -> run.clock(Math.log(1 / run.initialScale()) / rest.sigma()[0]))
                .orElse(Double.NaN);
    }

    static String number(double value) {
        return Double.isFinite(value) ? NumberText.display(value, DIGITS) : "–";
    }

    private static List<String> row(
            List<TwoStageRun> runs,
            String name,
            ToDoubleFunction<TwoStageRun> theory,
            ToDoubleFunction<TwoStageRun> measured) {
        List<String> cells = new ArrayList<>(List.of(name));
        for (TwoStageRun run : runs) {
            cells.add(number(theory.applyAsDouble(run)));
            cells.add(number(measured.applyAsDouble(run)));
        }
        return cells;
    }
}
