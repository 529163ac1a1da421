package org.widelimit.graphon;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.widelimit.numerics.OneLine;

/** How the array names of foreign mask files become names and an order of layers. */
final class LayerNames {

    /** What containers add: DataParallel, checkpoints, torch.compile, dicts of masks. */
    private static final Pattern PREFIX =
            Pattern.compile("^(module|state_dict|model_state_dict|model|net|network|_orig_mod|masks?)[./]");

    private static final List<String> ENDINGS = List.of(".weight_mask", ".weight_orig", ".weight", "_mask", ".mask");

    /** The buffers of open_lth's pruned models: mask_ and the parameter's name with ___ for each point. */
    private static final Pattern BUFFER = Pattern.compile("^mask_(.+___.+)$");

    private static final Pattern OPTIMISER = Pattern.compile(
            "(^|[./])(optim\\w*|(lr_)?scheduler\\w*)[./]|[./](exp_avg|exp_avg_sq|max_exp_avg_sq|momentum_buffer)$");

    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private LayerNames() {}

    /** The name without wrappers of the container and without what says that it is a weight or a mask. */
    static String canonical(String arrayName) {
        String name = unwrapped(arrayName);
        Matcher buffer = BUFFER.matcher(name);
        if (buffer.find()) {
            name = buffer.group(1).replace("___", ".");
        }
        for (String ending : ENDINGS) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                return printable(name.substring(0, name.length() - ending.length()));
            }
        }
        return printable(name);
    }

    private static String unwrapped(String arrayName) {
        String name = arrayName;
        for (Matcher prefix = PREFIX.matcher(name);
                prefix.find() && prefix.end() < name.length();
                prefix = PREFIX.matcher(name)) {
            name = name.substring(prefix.end());
        }
        return name;
    }

    /** The name without characters that break a line or drive a terminal: it comes out of a foreign file. */
    static String printable(String name) {
        return OneLine.of(name);
    }

    /** Whether the array is called a mask, which settles the matter where a weight has the same layer name. */
    static boolean saysMask(String arrayName) {
        String name = unwrapped(arrayName);
        String wrappers = arrayName.substring(0, arrayName.length() - name.length());
        return name.endsWith("_mask")
                || name.endsWith(".mask")
                || BUFFER.matcher(name).find()
                || wrappers.contains("mask");
    }

    /** Whether the array is the state of an optimiser, which has the shape of the weights. */
    static boolean saysOptimiser(String arrayName) {
        return OPTIMISER.matcher(arrayName).find();
    }

    /**
     * The names in network order: the order of the file, except that names which differ in their numbers alone (layer2,
     * layer10) come in the order of those numbers, in the places that they hold.
     */
    static List<String> inNetworkOrder(List<String> names) {
        Map<String, List<Integer>> places = new HashMap<>();
        for (int place = 0; place < names.size(); place++) {
            places.computeIfAbsent(skeleton(names.get(place)), key -> new ArrayList<>())
                    .add(place);
        }
        List<String> ordered = new ArrayList<>(names);
        for (List<Integer> group : places.values()) {
            List<String> members =
                    new ArrayList<>(group.stream().map(names::get).toList());
            members.sort(Comparator.comparing(LayerNames::numbers, LayerNames::compare));
            for (int k = 0; k < group.size(); k++) {
                ordered.set(group.get(k), members.get(k));
            }
        }
        return ordered;
    }

    private static String skeleton(String name) {
        return DIGITS.matcher(name).replaceAll("0");
    }

    private static List<BigInteger> numbers(String name) {
        return DIGITS.matcher(name)
                .results()
                .map(match -> new BigInteger(match.group()))
                .toList();
    }

    private static int compare(List<BigInteger> left, List<BigInteger> right) {
        for (int k = 0; k < left.size(); k++) {
            int order = left.get(k).compareTo(right.get(k));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
