package org.connectme.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Spans behave as the sets of milliseconds they stand for. */
class SpansTest {

    private static final int END = 60;

    @Property
    void unionIntersectionAndDifferenceAreThoseOfSets(@ForAll("spans") Spans a, @ForAll("spans") Spans b) {
        BitSet union = bits(a);
        union.or(bits(b));
        BitSet common = bits(a);
        common.and(bits(b));
        BitSet rest = bits(a);
        rest.andNot(bits(b));

        assertThat(bits(a.union(b))).isEqualTo(union);
        assertThat(bits(a.intersect(b))).isEqualTo(common);
        assertThat(bits(a.minus(b))).isEqualTo(rest);
        assertThat(a.total()).isEqualTo(bits(a).cardinality());
    }

    @Property
    void everyResultIsSortedDisjointAndWithoutEmptySpans(@ForAll("spans") Spans a, @ForAll("spans") Spans b) {
        for (Spans spans : List.of(a, a.union(b), a.intersect(b), a.minus(b))) {
            long before = Long.MIN_VALUE;
            for (Spans.Span span : spans.list()) {
                assertThat(span.from()).isGreaterThan(before).isLessThan(span.to());
                before = span.to();
            }
        }
    }

    @Property
    void theFirstMillisecondsAreTheEarliest(@ForAll("spans") Spans a, @ForAll @IntRange(max = END) int millis) {
        BitSet expected = new BitSet();
        bits(a).stream().limit(millis).forEach(expected::set);

        assertThat(bits(a.first(millis))).isEqualTo(expected);
    }

    @Property
    void whatLiesBetweenTwoInstantsIsWhatIsCommonWithThem(
            @ForAll("spans") Spans a, @ForAll @IntRange(max = END) int from, @ForAll @IntRange(max = END) int to) {
        assertThat(a.between(from, to)).isEqualTo(a.intersect(Spans.of(from, to)));
    }

    @Provide
    Arbitrary<Spans> spans() {
        Arbitrary<Integer> instant = Arbitraries.integers().between(0, END);
        return Combinators.combine(instant, instant)
                .as((from, to) -> new Spans.Span(from, to))
                .list()
                .ofMaxSize(6)
                .map(Spans::new);
    }

    private static BitSet bits(Spans spans) {
        BitSet bits = new BitSet();
        spans.list().forEach(span -> bits.set((int) span.from(), (int) span.to()));
        return bits;
    }
}
