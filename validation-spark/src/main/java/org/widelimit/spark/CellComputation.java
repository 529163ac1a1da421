package org.widelimit.spark;

import java.io.Serializable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does with a task, which is one cell. */
final class CellComputation extends AbstractFunction1<Iterator<CellTask>, CellReply> implements Serializable {

    private static final long serialVersionUID = 1;

    private final StudyDescription study;

    CellComputation(StudyDescription study) {
        this.study = study;
    }

    @Override
    public CellReply apply(Iterator<CellTask> tasks) {
        return study.run(tasks.next());
    }
}
