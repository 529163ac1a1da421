package org.widelimit.validation.study;

import java.util.List;
import org.widelimit.validation.claim.CellResult;
import org.widelimit.validation.claim.Judgement;

/** Is told how a study gets on, by one thread at a time. */
public interface StudyListener {

    /** Hears nothing. */
    StudyListener NONE = new StudyListener() {};

    /**
     * A cell has finished.
     *
     * @param finished cells so far, those of an earlier run included
     * @param planned cells so far; grows with every further round
     */
    default void cellFinished(CellResult result, int finished, int planned) {}

    /**
     * A claim has its final judgement.
     *
     * @param judged claims so far
     * @param claims in the study
     */
    default void claimJudged(Judgement judgement, int judged, int claims) {}

    /** Something else than cells begins, in a few words. */
    default void stageBegins(String what) {}

    /** Tells several, in this order. */
    static StudyListener of(StudyListener... listeners) {
        List<StudyListener> all = List.of(listeners);
        return new StudyListener() {
            @Override
            public void cellFinished(CellResult result, int finished, int planned) {
                all.forEach(listener -> listener.cellFinished(result, finished, planned));
            }

            @Override
            public void claimJudged(Judgement judgement, int judged, int claims) {
                all.forEach(listener -> listener.claimJudged(judgement, judged, claims));
            }

            @Override
            public void stageBegins(String what) {
                all.forEach(listener -> listener.stageBegins(what));
            }
        };
    }
}
