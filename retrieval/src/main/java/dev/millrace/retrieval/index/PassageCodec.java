package dev.millrace.retrieval.index;

import static org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH;
import static org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN;

import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/**
 * Lucene's own codec, with vectors of up to {@value #MOST_DIMENSIONS} dimensions instead of 1,024.
 * What is written is read by the unchanged formats, whose names it keeps.
 *
 * <p>The graph is built and walked over 7 bits a dimension, a quarter of the bytes; the vectors
 * themselves lie beside it and score what the walk finds.
 */
final class PassageCodec extends Lucene104Codec {
  private static final int MOST_DIMENSIONS = 4096;

  private final KnnVectorsFormat vectors =
      new Wide(
          new Lucene104HnswScalarQuantizedVectorsFormat(
              ScalarEncoding.SEVEN_BIT, DEFAULT_MAX_CONN, DEFAULT_BEAM_WIDTH));

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }

  private static final class Wide extends KnnVectorsFormat {
    private final KnnVectorsFormat format;

    Wide(KnnVectorsFormat format) {
      super(format.getName());
      this.format = format;
    }

    @Override
    public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
      return format.fieldsWriter(state);
    }

    @Override
    public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
      return format.fieldsReader(state);
    }

    @Override
    public int getMaxDimensions(String field) {
      return MOST_DIMENSIONS;
    }
  }
}
