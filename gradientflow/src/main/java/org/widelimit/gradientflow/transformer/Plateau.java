package org.widelimit.gradientflow.transformer;

import java.util.ArrayList;
import java.util.List;
import org.widelimit.gradientflow.FlowEvent.Occurrence;

/**
 * A stretch of time in which the loss hardly falls ({@link TransformerEvents#plateauEntered}).
 *
 * @param entered when it begins
 * @param left when it ends; the end of the run where it does not
 */
public record Plateau(double entered, double left) {

    /**
     * The plateaus between the events of a run, in order.
     *
     * @param occurrences events met, those of other names among them
     * @param initialRate -d ln L / dt at the start less the rate of the events: negative where the run starts on a plateau
     * @param start first time
     * @param end last time
     * @return the plateaus
     */
    static List<Plateau> of(List<Occurrence> occurrences, double initialRate, double start, double end) {
        List<Plateau> plateaus = new ArrayList<>();
        double entered = initialRate < 0 ? start : Double.NaN;
        for (Occurrence occurrence : occurrences) {
            if (occurrence.name().equals("plateau entered")) {
                entered = occurrence.time();
            } else if (occurrence.name().equals("plateau left")) {
                plateaus.add(new Plateau(entered, occurrence.time()));
                entered = Double.NaN;
            }
        }
        if (!Double.isNaN(entered)) {
            plateaus.add(new Plateau(entered, end));
        }
        return List.copyOf(plateaus);
    }
}
