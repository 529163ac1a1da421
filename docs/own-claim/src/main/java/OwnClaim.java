import java.nio.file.Files;
import java.nio.file.Path;
import org.widelimit.networks.Activations;
import org.widelimit.ntk.dual.DualActivation;
import org.widelimit.numerics.random.RandomStream;
import org.widelimit.validation.claim.RateClaim;
import org.widelimit.validation.claim.Sweep;
import org.widelimit.validation.report.Scale;
import org.widelimit.validation.shell.Terminal;

/** A theorem of one's own, its falsehoods, and its verdict: the tutorial's forty lines. */
public final class OwnClaim {

    /** (1/n) sum_i relu(u_i) relu(v_i) over n pairs of normal numbers with variances 1/2 and covariance 0.3. */
    static double kernel(int n, RandomStream random) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double u = Math.sqrt(0.5) * random.nextGaussian();
            double v = 0.6 * u + 0.8 * Math.sqrt(0.5) * random.nextGaussian();
            sum += Math.max(u, 0) * Math.max(v, 0);
        }
        return sum / n;
    }

    public static void main(String[] args) throws Exception {
        double limit = DualActivation.of(Activations.RELU).value(0.5, 0.5, 0.3);
        RateClaim claim = RateClaim.named("own/1")
                .states("The kernel of n rectified units tends to the arc-cosine kernel: its mean error falls like n^(-1/2).")
                .derived("own notes", "central limit theorem")
                .knob("width")
                .at(Scale.QUICK, Sweep.over(64, 128, 256, 512, 1024).replicates(64, 512))
                .measuresNumber("error", cell -> Math.abs(kernel(cell.size(), cell.random().stream()) - limit))
                .exponent(-0.5)
                .within(0.1, "well below the distance to the rivals")
                .falsehood("It falls like n^(-1).", -1)
                .falsehood("It does not fall.", 0)
                .build();
        Path folder = Files.createDirectories(Path.of("own-report"));
        System.out.print(Terminal.report(folder, claim));
    }
}
