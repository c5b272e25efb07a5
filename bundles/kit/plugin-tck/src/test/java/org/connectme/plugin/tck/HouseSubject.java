package org.connectme.plugin.tck;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.connectme.payment.spi.PaymentProvider;

/** A provider for a {@link House} of its own, with every means there is. */
final class HouseSubject implements Subject {

    private final House house = new House();
    private final PretendWire wire = new PretendWire();
    private final BiFunction<House, PretendWire, PaymentProvider> make;

    HouseSubject(BiFunction<House, PretendWire, PaymentProvider> make) {
        this.make = make;
    }

    @Override
    public PaymentProvider provider() {
        return make.apply(house, wire);
    }

    @Override
    public Set<String> secrets() {
        return Set.of(HouseCalls.SECRET);
    }

    @Override
    public Optional<Wire> wire() {
        return Optional.of(wire);
    }

    @Override
    public Optional<Time> time() {
        return Optional.of(house);
    }

    @Override
    public Optional<Books> books() {
        return Optional.of(house);
    }

    @Override
    public Optional<Shares> shares() {
        return Optional.of(new Shares() {
            @Override
            public String seller() {
                return House.SELLER;
            }

            @Override
            public BigDecimal share(BigDecimal paid) {
                return House.share(paid);
            }

            @Override
            public BigDecimal paidOut(String consultation) {
                return house.paidOut(consultation);
            }
        });
    }

    @Override
    public Optional<String> raiseRefused() {
        return Optional.of(House.NOT_RAISED);
    }

    @Override
    public Optional<Calls> calls() {
        return Optional.of(new HouseCalls());
    }
}
