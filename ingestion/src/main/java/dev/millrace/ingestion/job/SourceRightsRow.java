package dev.millrace.ingestion.job;

import dev.millrace.retrieval.corpus.AccessLabel;
import dev.millrace.retrieval.corpus.Rights;
import dev.millrace.retrieval.corpus.Sensitivity;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.util.List;
import java.util.UUID;

/** Of a source as it is stored, what each of its documents is written with. */
@MappedEntity("source")
record SourceRightsRow(
    @Id UUID sourceId,
    @TypeDef(type = DataType.STRING_ARRAY) List<String> readers,
    @TypeDef(type = DataType.STRING_ARRAY) List<String> denied,
    String sensitivity) {
  Rights rights() {
    return new Rights(
        new AccessLabel(SourceRow.principals(readers), SourceRow.principals(denied)),
        Sensitivity.of(sensitivity));
  }
}
