// SPDX-License-Identifier: Apache-2.0
package io.pprof4j.bench.program;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** Lucene: a few hundred short texts analysed and indexed in memory, then searched. */
final class TextIndexProgram implements Program {
    private static final int TEXTS = 60;
    private static final int WORDS_PER_TEXT = 80;
    private static final int QUERIES = 60;
    private static final String BODY = "body";
    private static final String[] SYLLABLES = {"ba", "cor", "den", "fil", "gan", "hol", "kem", "lin", "mor", "nas"};

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final List<String> texts = new ArrayList<>();

    TextIndexProgram() {
        Random random = new Random(13);
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int w = 0; w < WORDS_PER_TEXT; w++) {
                text.append(word(random)).append(w % 12 == 11 ? ". " : " ");
            }
            texts.add(text.toString());
        }
    }

    /** Some words are much more frequent than others, as in a language. */
    private static String word(Random random) {
        int rank = (int) (1_000 * Math.pow(random.nextDouble(), 3));
        return SYLLABLES[rank % 10] + SYLLABLES[rank / 10 % 10] + SYLLABLES[rank / 100];
    }

    @Override
    public long operation() throws IOException {
        try (Directory directory = new ByteBuffersDirectory()) {
            index(directory);
            return search(directory);
        }
    }

    private void index(Directory directory) throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setMergeScheduler(new SerialMergeScheduler());
        try (IndexWriter writer = new IndexWriter(directory, config)) {
            for (int i = 0; i < texts.size(); i++) {
                Document document = new Document();
                document.add(new StringField("id", Integer.toString(i), Field.Store.YES));
                document.add(new TextField(BODY, texts.get(i), Field.Store.NO));
                writer.addDocument(document);
            }
        }
    }

    private static long search(Directory directory) throws IOException {
        Random random = new Random(17);
        long sum = 0;
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            IndexSearcher searcher = new IndexSearcher(reader);
            for (int i = 0; i < QUERIES; i++) {
                for (ScoreDoc hit : searcher.search(query(i, random), 10).scoreDocs) {
                    String id = searcher.storedFields().document(hit.doc).get("id");
                    sum = 31 * sum + Integer.parseInt(id);
                }
            }
        }
        return sum;
    }

    private static Query query(int number, Random random) {
        String first = word(random);
        String second = word(random);
        return switch (number % 3) {
            case 0 -> new TermQuery(new Term(BODY, first));
            case 1 -> new PhraseQuery(BODY, first, second);
            default ->
                new BooleanQuery.Builder()
                        .add(new TermQuery(new Term(BODY, first)), Occur.MUST)
                        .add(new TermQuery(new Term(BODY, second)), Occur.SHOULD)
                        .build();
        };
    }

    @Override
    public long expected() {
        return 2_525_074_730_203_562_705L;
    }
}
