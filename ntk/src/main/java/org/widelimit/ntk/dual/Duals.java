package org.widelimit.ntk.dual;

import java.util.Optional;
import org.widelimit.networks.Activation;
import org.widelimit.networks.Activations;
import org.widelimit.networks.ErrorFunction;
import org.widelimit.networks.Exponential;
import org.widelimit.networks.Gaussian;
import org.widelimit.networks.PolynomialActivation;
import org.widelimit.networks.RectifiedPower;
import org.widelimit.networks.Sinusoid;
import org.widelimit.networks.Slopes;

/** Which way an activation's dual is computed. */
final class Duals {
    private Duals() {}

    static DualActivation of(Activation phi) {
        return closedForm(phi).orElseGet(() -> phi.kinks().isEmpty() ? new HermiteDual(phi) : new QuadratureDual(phi));
    }

    /** The closed form, where there is one. */
    static Optional<DualActivation> closedForm(Activation phi) {
        Optional<Slopes> slopes = phi.homogeneity();
        if (slopes.isPresent()) {
            return Optional.of(new PiecewiseLinearDual(phi.name(), slopes.get()));
        }
        if (phi instanceof RectifiedPower f) {
            return Optional.of(rectifiedPower(f));
        }
        if (phi instanceof ErrorFunction f) {
            return Optional.of(new ErfDual(f));
        }
        if (phi instanceof Sinusoid f) {
            return Optional.of(new SinusoidDual(f));
        }
        if (phi instanceof Exponential f) {
            return Optional.of(new ExponentialDual(f));
        }
        if (phi instanceof Gaussian f) {
            return Optional.of(new GaussianDual(f));
        }
        if (phi instanceof PolynomialActivation f) {
            return Optional.of(new PolynomialDual(f));
        }
        return ofConstants(phi);
    }

    private static Optional<DualActivation> ofConstants(Activation phi) {
        if (phi.equals(Activations.GELU)) {
            return Optional.of(new GeluDual());
        }
        if (phi.equals(Activations.GABOR)) {
            return Optional.of(new GaborDual());
        }
        return phi.equals(Activations.SIGN) ? Optional.of(new JumpDual(phi.name(), -1, 1)) : Optional.empty();
    }

    private static DualActivation rectifiedPower(RectifiedPower phi) {
        return switch (phi.power()) {
            case 0 -> new JumpDual(phi.name(), 0, 1);
            case 1 -> new PiecewiseLinearDual(phi.name(), new Slopes(0, 1));
            default -> new RectifiedPowerDual(phi.name(), phi.power());
        };
    }
}
