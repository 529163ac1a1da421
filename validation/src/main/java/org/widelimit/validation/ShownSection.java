package org.widelimit.validation;

import java.util.List;
import java.util.stream.Stream;
import org.widelimit.numerics.linalg.DenseBackend;
import org.widelimit.validation.multitask.MultiTaskStudy;
import org.widelimit.validation.realinput.RealInputStudy;
import org.widelimit.validation.report.DrawnSection;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.transformer.TransformerStudy;

/** What a report can show before its claims. Each is a pure function of seed, scale and backend. */
public enum ShownSection {
    /** The pruners' masks on the built-in data, their graphons and spectra. */
    REAL_INPUT("real-input", "graphon", "real input: masks of five methods on the digits, their graphons and spectra") {
        @Override
        DrawnSection draw(long seed, Scale scale, int threads, DenseBackend backend) {
            return RealInputStudy.run(seed, scale, threads, backend);
        }
    },
    /** Both stages of a transformer's training, on random sequences and on the rows of the digits. */
    TWO_STAGES("two-stages", "flow", "two stages of a transformer's training, on random sequences and on digits") {
        @Override
        DrawnSection draw(long seed, Scale scale, int threads, DenseBackend backend) {
            return TransformerStudy.run(seed, scale, threads);
        }
    },
    /** Loss weights of tasks that share parameters, on linear models, a toy problem, regressions and digits. */
    MULTI_TASK(
            "multi-task", "ntkmtl", "tasks that share parameters: balance, the toy problem, regressions and digits") {
        @Override
        DrawnSection draw(long seed, Scale scale, int threads, DenseBackend backend) {
            return MultiTaskStudy.run(seed, scale, threads, backend);
        }
    };

    private final String label;
    private final String paper;
    private final String announcement;

    ShownSection(String label, String paper, String announcement) {
        this.label = label;
        this.paper = paper;
        this.announcement = announcement;
    }

    /** All of them. */
    public static List<ShownSection> ofAll() {
        return List.of(values());
    }

    /** The sections that belong to a paper's slug. */
    public static List<ShownSection> ofPaper(String slug) {
        return Stream.of(values()).filter(section -> section.paper.equals(slug)).toList();
    }

    /** Its name among the options of a report, and on the page. */
    public String label() {
        return label;
    }

    /** What is told while it is computed. */
    String announcement() {
        return announcement;
    }

    /** Computes it. */
    abstract DrawnSection draw(long seed, Scale scale, int threads, DenseBackend backend);
}
