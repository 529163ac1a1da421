package org.widelimit.ntk.kernel;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.widelimit.networks.Activation;
import org.widelimit.numerics.random.RandomStream;

/**
 * A random network of finite width with the blocks of an {@link Architecture} in NTK parametrisation, {@code A h = sqrt(Vw/fan_in) W h + sqrt(Vb) b} with standard normal entries, one output; and
 * its kernels from forward and backward signals written out. It has nothing in common with the code that takes the limit but the names of the blocks.
 */
final class FiniteNetwork {
    private final List<Node> nodes;

    FiniteNetwork(Architecture architecture, int inputs, int width, RandomStream random) {
        List<Block> blocks = architecture.blocks();
        nodes = new ArrayList<>(nodes(blocks.subList(0, blocks.size() - 1), inputs, width, random));
        nodes.add(new Affine((AffineLayer) blocks.get(blocks.size() - 1), 1, width, random));
    }

    /** The tangent kernel, and the covariance of the outputs given all layers but the last. */
    KernelPair kernel(DMatrixRMaj x) {
        DMatrixRMaj f = forward(nodes, x);
        DMatrixRMaj seed = new DMatrixRMaj(f.numRows, 1);
        CommonOps_DDRM.fill(seed, 1);
        DMatrixRMaj theta = new DMatrixRMaj(x.numRows, x.numRows);
        backward(nodes, seed, theta);
        return new KernelPair(((Affine) nodes.get(nodes.size() - 1)).shares(), theta);
    }

    private static List<Node> nodes(List<Block> blocks, int inputs, int width, RandomStream random) {
        List<Node> nodes = new ArrayList<>();
        int fanIn = inputs;
        for (Block block : blocks) {
            if (block instanceof AffineLayer layer) {
                nodes.add(new Affine(layer, width, fanIn, random));
            } else if (block instanceof ActivationLayer layer) {
                nodes.add(new Unit(Activation.named(layer.activation().name())));
            } else if (block instanceof SkipConnection skip) {
                nodes.add(new Skip(skip.shortcut(), skip.residual(), nodes(skip.branch(), width, width, random)));
            }
            fanIn = width;
        }
        return nodes;
    }

    private static DMatrixRMaj forward(List<Node> nodes, DMatrixRMaj x) {
        DMatrixRMaj h = x;
        for (Node node : nodes) {
            h = node.forward(h);
        }
        return h;
    }

    private static DMatrixRMaj backward(List<Node> nodes, DMatrixRMaj seed, DMatrixRMaj theta) {
        DMatrixRMaj s = seed;
        for (int k = nodes.size() - 1; k >= 0; k--) {
            s = nodes.get(k).backward(s, theta);
        }
        return s;
    }

    private interface Node {
        /** (n, n_in) to (n, n_out); keeps what the way back needs. */
        DMatrixRMaj forward(DMatrixRMaj h);

        /** df/dout to df/din, one row an example; adds the share of the node's own parameters to the kernel. */
        DMatrixRMaj backward(DMatrixRMaj s, DMatrixRMaj theta);
    }

    private static final class Affine implements Node {
        private final AffineLayer layer;
        private final DMatrixRMaj weight;
        private final double[] bias;
        private DMatrixRMaj input = new DMatrixRMaj(0, 0);

        Affine(AffineLayer layer, int out, int in, RandomStream random) {
            this.layer = layer;
            weight = random.gaussianMatrix(out, in);
            bias = random.gaussians(out);
        }

        @Override
        public DMatrixRMaj forward(DMatrixRMaj h) {
            input = h;
            DMatrixRMaj z = new DMatrixRMaj(h.numRows, weight.numRows);
            CommonOps_DDRM.multTransB(Math.sqrt(layer.weightVariance() / h.numCols), h, weight, z);
            for (int a = 0; a < z.numRows; a++) {
                for (int i = 0; i < z.numCols; i++) {
                    z.add(a, i, Math.sqrt(layer.biasVariance()) * bias[i]);
                }
            }
            return z;
        }

        @Override
        public DMatrixRMaj backward(DMatrixRMaj s, DMatrixRMaj theta) {
            DMatrixRMaj gram = new DMatrixRMaj(s.numRows, s.numRows);
            CommonOps_DDRM.multTransB(s, s, gram);
            CommonOps_DDRM.elementMult(gram, shares());
            CommonOps_DDRM.addEquals(theta, gram);
            DMatrixRMaj below = new DMatrixRMaj(s.numRows, weight.numCols);
            CommonOps_DDRM.mult(Math.sqrt(layer.weightVariance() / weight.numCols), s, weight, below);
            return below;
        }

        /** {@code Vw h.h'/fan_in + Vb}: what a unit's own weights and bias give. */
        DMatrixRMaj shares() {
            DMatrixRMaj gram = new DMatrixRMaj(input.numRows, input.numRows);
            CommonOps_DDRM.multTransB(layer.weightVariance() / input.numCols, input, input, gram);
            CommonOps_DDRM.add(gram, layer.biasVariance());
            return gram;
        }
    }

    private static final class Unit implements Node {
        private final Activation phi;
        private DMatrixRMaj input = new DMatrixRMaj(0, 0);

        Unit(Activation phi) {
            this.phi = phi;
        }

        @Override
        public DMatrixRMaj forward(DMatrixRMaj z) {
            input = z;
            return CommonOps_DDRM.apply(z, phi::value, null);
        }

        @Override
        public DMatrixRMaj backward(DMatrixRMaj s, DMatrixRMaj theta) {
            return CommonOps_DDRM.elementMult(s, CommonOps_DDRM.apply(input, phi::derivative, null), null);
        }
    }

    private record Skip(double shortcut, double residual, List<Node> branch) implements Node {
        @Override
        public DMatrixRMaj forward(DMatrixRMaj h) {
            return CommonOps_DDRM.add(
                    shortcut, h, residual, FiniteNetwork.forward(branch, h), new DMatrixRMaj(h.numRows, h.numCols));
        }

        @Override
        public DMatrixRMaj backward(DMatrixRMaj s, DMatrixRMaj theta) {
            DMatrixRMaj scaled = s.copy();
            CommonOps_DDRM.scale(residual, scaled);
            DMatrixRMaj through = FiniteNetwork.backward(branch, scaled, theta);
            return CommonOps_DDRM.add(shortcut, s, 1, through, through);
        }
    }
}
