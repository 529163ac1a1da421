// Imports and helpers of `./widelimit shell`.
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import org.ejml.data.DMatrixRMaj;
import org.widelimit.numerics.arrays.*;
import org.widelimit.numerics.linalg.*;
import org.widelimit.numerics.random.*;
import org.widelimit.numerics.stats.*;
import org.widelimit.graphon.*;
import org.widelimit.graphon.cut.*;
import org.widelimit.graphon.estimate.*;
import org.widelimit.graphon.model.*;
import org.widelimit.graphon.motif.*;
import org.widelimit.networks.*;
import org.widelimit.networks.data.*;
import org.widelimit.networks.pruning.*;
import org.widelimit.networks.training.*;
import org.widelimit.ntk.dual.*;
import org.widelimit.ntk.dynamics.*;
import org.widelimit.ntk.empirical.*;
import org.widelimit.ntk.kernel.*;
import org.widelimit.ntk.multitask.*;
import org.widelimit.ntk.spectrum.*;
import org.widelimit.gradientflow.*;
import org.widelimit.gradientflow.transformer.*;
import org.widelimit.validation.*;
import org.widelimit.validation.catalogue.*;
import org.widelimit.validation.claim.*;
import org.widelimit.validation.report.*;
import org.widelimit.validation.shell.*;
import org.widelimit.validation.study.*;

/** The streams of a seed: streams(1).child("weights").stream(). */
RandomStreams streams(long seed) { return RandomStreams.of(seed); }

/** A graphon in the terminal: rows are output blocks, darker is denser. */
void heatmap(Graphon graphon) { System.out.print(Terminal.heatmap(graphon)); }

/** A mask in the terminal, in its own order of units: kept fractions of blocks. */
void heatmap(Mask mask) { System.out.print(Terminal.heatmap(mask)); }

/** A matrix in the terminal, from its smallest entry (light) to its largest (dark). */
void heatmap(DMatrixRMaj matrix) { System.out.print(Terminal.heatmap(matrix)); }

/** Runs claims by id at scale quick and prints their verdicts: report("flow/7"). */
void report(String... ids) { System.out.print(Terminal.verdicts(ids)); }

/** Runs claims, one's own too, and prints their verdicts. */
void report(Claim... claims) { System.out.print(Terminal.verdicts(claims)); }

/** The same at a scale and from a seed: report(Scale.QUICK, 2, claim). */
void report(Scale scale, long seed, Claim... claims) { System.out.print(Terminal.verdicts(scale, seed, claims)); }

/** Runs claims, prints their verdicts, and writes report.html, report.json and figures into a folder, which is made if it is absent. */
void report(Path folder, Claim... claims) { System.out.print(Terminal.report(folder, claims)); }

/** The same at a scale and from a seed. */
void report(Path folder, Scale scale, long seed, Claim... claims) { System.out.print(Terminal.report(folder, scale, seed, claims)); }

/** Runs claims from the seeds 1, 2, ..., resamples what was run, and counts how often their verdicts are wrong: calibrate(20, claim). */
void calibrate(int studies, Claim... claims) throws InterruptedException { System.out.print(Terminal.calibration(studies, claims)); }

/** A figure in the terminal. */
void show(Figure figure) { System.out.print(Terminal.figure(figure)); }

/** Points in the terminal: y against x, with a name for each axis. */
void plot(String title, String across, String up, double[] x, double[] y) { System.out.print(Terminal.plot(title, Axis.linear(across), Axis.linear(up), x, y)); }

/** The same on logarithmic axes: powers are lines. */
void logPlot(String title, String across, String up, double[] x, double[] y) { System.out.print(Terminal.plot(title, Axis.log(across), Axis.log(up), x, y)); }

/** Prints by a format. */
void printf(String format, Object... values) { System.out.print(String.format(format, values)); }
