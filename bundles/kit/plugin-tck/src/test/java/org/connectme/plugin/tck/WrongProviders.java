package org.connectme.plugin.tck;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.connectme.payment.spi.Ability;
import org.connectme.payment.spi.Amount;
import org.connectme.payment.spi.Authorisation;
import org.connectme.payment.spi.Authorise;
import org.connectme.payment.spi.Capabilities;
import org.connectme.payment.spi.Capture;
import org.connectme.payment.spi.ClientForm;
import org.connectme.payment.spi.Decline;
import org.connectme.payment.spi.Outcome;
import org.connectme.payment.spi.Payment;
import org.connectme.payment.spi.Payment.State;
import org.connectme.payment.spi.PaymentProvider;
import org.connectme.payment.spi.Probe;
import org.connectme.payment.spi.Raise;
import org.connectme.payment.spi.Refund;
import org.connectme.payment.spi.Save;
import org.connectme.payment.spi.Statement;
import org.connectme.payment.spi.Webhook;
import org.connectme.plugin.tck.Books.Entry;
import org.connectme.plugin.tck.House.Account;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Providers with one fault each, of the kind that real ones had, and the case that has to catch it. */
final class WrongProviders {

    private static final Logger logger = LoggerFactory.getLogger(WrongProviders.class);

    private WrongProviders() {}

    /**
     * @param caughtBy the case that is meant for it
     * @param also     others that cannot but see it too; mostly none
     * @param make     a new instance
     */
    record Wrong(String name, String caughtBy, Set<String> also, BiFunction<House, PretendWire, PaymentProvider> make) {

        Wrong(String name, String caughtBy, BiFunction<House, PretendWire, PaymentProvider> make) {
            this(name, caughtBy, Set.of(), make);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Wrong> all() {
        return Stream.of(
                        captures(),
                        holds(),
                        keys(),
                        releasesAndRefunds(),
                        lostAnswers(),
                        webhooks(),
                        books(),
                        words(),
                        raisesAndSavedCards(),
                        shares())
                .flatMap(List::stream);
    }

    /** A provider that is right but for what is overridden. */
    private abstract static class Almost extends HouseProvider {

        Almost(House house, PretendWire wire) {
            super(house, wire, ALL);
        }

        final Account account(String reference) {
            return ((Outcome.Done<Account>) house.fetch(reference)).value();
        }

        final boolean is(String reference, State state) {
            return house.fetch(reference) instanceof Outcome.Done<Account> done
                    && done.value().state() == state;
        }
    }

    private static List<Wrong> captures() {
        return List.of(
                new Wrong(
                        "what is left is captured too",
                        "whatIsLeftAfterAPartCannotBeCaptured",
                        Set.of("aCaptureKeyWithAnotherAmountIsRejected"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                Outcome<Payment> outcome = super.capture(request);
                                if (!(outcome instanceof Outcome.Rejected)
                                        || !is(request.reference(), State.CAPTURED)) {
                                    return outcome;
                                }
                                Account paid = account(request.reference());
                                BigDecimal sum = paid.captured().add(units(request.amount()));
                                return sum.compareTo(paid.held()) > 0
                                        ? outcome
                                        : new Outcome.Done<>(payment(house.put(
                                                paid.with(State.CAPTURED, paid.held(), sum, paid.refunded()))));
                            }
                        }),
                new Wrong(
                        "a second capture is said to be done",
                        "aCapturedHoldCannotBeCapturedAgain",
                        Set.of(
                                "whatIsLeftAfterAPartCannotBeCaptured",
                                "ofSixteenCapturesAtOnceOneTakesMoney",
                                "aCaptureKeyWithAnotherAmountIsRejected"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                Outcome<Payment> outcome = super.capture(request);
                                return is(request.reference(), State.CAPTURED) && outcome instanceof Outcome.Rejected
                                        ? fetch(request.reference())
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "more than is held is cut down to the hold",
                        "oneUnitMoreThanIsHeldIsNotCaptured",
                        Set.of("ofTwoRaisesTheLastTotalCounts", "aDeclinedRaiseLeavesTheHoldAsItWas"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                if (!is(request.reference(), State.HELD)) {
                                    return super.capture(request);
                                }
                                Account held = account(request.reference());
                                long most = minor(held.held(), held.currency());
                                return super.capture(new Capture(
                                        request.operation(),
                                        request.reference(),
                                        new Amount(
                                                Math.min(most, request.amount().minorUnits()),
                                                request.amount().currency())));
                            }
                        }),
                new Wrong(
                        "a part takes all",
                        "aPartIsCapturedAndNoMore",
                        Set.of(
                                "whatIsLeftAfterAPartCannotBeCaptured",
                                "aCaptureKeyWithAnotherAmountIsRejected",
                                "oneUnitMoreThanWasTakenIsNotGivenBack",
                                "aReleaseIsNoRefund",
                                "aLineShowsThePaymentAsItIsNow",
                                "ofAPartThatIsCapturedThatPartIsShared",
                                "aCurrencyWithoutDecimalsIsCountedInWholeUnits",
                                "aCurrencyWithTwoDecimalsIsCountedInHundredths",
                                "aCurrencyWithThreeDecimalsIsCountedInThousandths"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                Outcome<Payment> outcome = super.capture(request);
                                if (outcome instanceof Outcome.Done) {
                                    Account paid = account(request.reference());
                                    house.put(paid.with(State.CAPTURED, paid.held(), paid.held(), paid.refunded()));
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "a capture after the hold's end",
                        "nothingIsCapturedAfterTheHoldsEnd",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                return is(request.reference(), State.EXPIRED)
                                        ? new Outcome.Done<>(payment(account(request.reference())))
                                        : super.capture(request);
                            }
                        }),
                new Wrong(
                        "the currency is not looked at",
                        "nothingIsCapturedInAnotherCurrency",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                String currency = house.fetch(request.reference()) instanceof Outcome.Done<Account> done
                                        ? done.value().currency()
                                        : request.amount().currency();
                                return super.capture(new Capture(
                                        request.operation(),
                                        request.reference(),
                                        new Amount(request.amount().minorUnits(), currency)));
                            }
                        }),
                new Wrong(
                        "a raise is added",
                        "aRaiseNamesTheNewTotal",
                        Set.of(
                                "ofTwoRaisesTheLastTotalCounts",
                                "aRaiseAskedTwiceIsRaisedOnce",
                                "aRaiseKeyWithAnotherTotalIsRejected",
                                "aHoldIsNotRaisedToLess",
                                "aRaiseWhoseAnswerIsLostIsRaisedOnce"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> raise(Raise request) {
                                Account before = account(request.reference());
                                return super.raise(new Raise(
                                        request.operation(),
                                        request.reference(),
                                        new Amount(
                                                request.total().minorUnits() + minor(before.held(), before.currency()),
                                                request.total().currency())));
                            }
                        }),
                new Wrong(
                        "a raise downwards is done",
                        "aHoldIsNotRaisedToLess",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> raise(Raise request) {
                                Account before = account(request.reference());
                                boolean less = units(request.total()).compareTo(before.held()) < 0;
                                return less ? new Outcome.Done<>(authorisation(before)) : super.raise(request);
                            }
                        }));
    }

    private static List<Wrong> raisesAndSavedCards() {
        return List.of(
                new Wrong(
                        "a declined raise gives the hold up",
                        "aDeclinedRaiseLeavesTheHoldAsItWas",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> raise(Raise request) {
                                Outcome<Authorisation> outcome = super.raise(request);
                                if (outcome instanceof Outcome.Declined) {
                                    house.put(account(request.reference()).with(State.RELEASED));
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "a declined raise is raised all the same",
                        "aDeclinedRaiseLeavesTheHoldAsItWas",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> raise(Raise request) {
                                Outcome<Authorisation> outcome = super.raise(request);
                                if (outcome instanceof Outcome.Declined) {
                                    house.put(account(request.reference())
                                            .with(
                                                    State.HELD,
                                                    units(request.total()),
                                                    BigDecimal.ZERO,
                                                    BigDecimal.ZERO));
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "a declined raise is a refusal of the call",
                        "aDeclinedRaiseLeavesTheHoldAsItWas",
                        Set.of("aDeclinedRaiseAskedTwiceIsDeclinedTwice"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> raise(Raise request) {
                                Outcome<Authorisation> outcome = super.raise(request);
                                return outcome instanceof Outcome.Declined
                                        ? new Outcome.Rejected<>("declined")
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "the second no to a raise is said to be a yes",
                        "aDeclinedRaiseAskedTwiceIsDeclinedTwice",
                        (house, wire) -> new Almost(house, wire) {

                            private final Set<String> declined = ConcurrentHashMap.newKeySet();

                            @Override
                            public Outcome<Authorisation> raise(Raise request) {
                                Outcome<Authorisation> outcome = super.raise(request);
                                boolean again =
                                        outcome instanceof Outcome.Declined && !declined.add(request.operation());
                                return again
                                        ? new Outcome.Done<>(authorisation(account(request.reference())))
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "a card is saved without its question",
                        "aSavedCardThatAsksIsSavedOnceTheCardholderConfirmed",
                        Set.of("aCardWhoseChallengeIsRefusedIsNotSaved", "aCardThatStillAsksIsNotHeld"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> save(Save request) {
                                Outcome<Authorisation> outcome = super.save(request);
                                return outcome instanceof Outcome.Done<Authorisation> done
                                                && done.value() instanceof Authorisation.Challenge asked
                                        ? new Outcome.Done<>(authorisation(house.put(
                                                account(asked.reference()).with(State.SAVED))))
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "the question of a saved card holds money",
                        "aSavedCardThatAsksIsSavedOnceTheCardholderConfirmed",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> resume(String operation, String reference, String answer) {
                                Outcome<Authorisation> outcome = super.resume(operation, reference, answer);
                                if (outcome instanceof Outcome.Done<Authorisation> && is(reference, State.SAVED)) {
                                    house.put(account(reference)
                                            .with(State.SAVED, BigDecimal.TEN, BigDecimal.ZERO, BigDecimal.ZERO));
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "a card is saved though the cardholder said no",
                        "aCardWhoseChallengeIsRefusedIsNotSaved",
                        (house, wire) -> new Almost(house, wire) {

                            private final Set<String> saving = ConcurrentHashMap.newKeySet();

                            @Override
                            public Outcome<Authorisation> save(Save request) {
                                Outcome<Authorisation> outcome = super.save(request);
                                if (outcome instanceof Outcome.Done<Authorisation> done) {
                                    saving.add(done.value().reference());
                                }
                                return outcome;
                            }

                            @Override
                            public Outcome<Authorisation> resume(String operation, String reference, String answer) {
                                Outcome<Authorisation> outcome = super.resume(operation, reference, answer);
                                if (outcome instanceof Outcome.Declined && saving.contains(reference)) {
                                    house.put(account(reference).with(State.SAVED));
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "a card that still asks is held",
                        "aCardThatStillAsksIsNotHeld",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                boolean asks = house.fetch(request.method()) instanceof Outcome.Done<Account> done
                                        && done.value().state() == State.CHALLENGE;
                                return super.authorise(asks ? withMethod(request, House.GOOD) : request);
                            }
                        }));
    }

    private static Authorise withMethod(Authorise request, String method) {
        return new Authorise(
                request.operation(),
                request.consultation(),
                request.seller(),
                request.amount(),
                method,
                request.description(),
                request.receiptEmail(),
                request.customerPresent());
    }

    private static Authorise withSeller(Authorise request, String seller) {
        return new Authorise(
                request.operation(),
                request.consultation(),
                seller,
                request.amount(),
                request.method(),
                request.description(),
                request.receiptEmail(),
                request.customerPresent());
    }

    private static List<Wrong> shares() {
        return List.of(
                new Wrong(
                        "nothing is ever shared",
                        "whatIsCapturedIsShared",
                        Set.of("ofAPartThatIsCapturedThatPartIsShared", "whatIsGivenBackIsTakenBackFromTheSeller"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                return super.authorise(withSeller(request, "nobody"));
                            }
                        }),
                new Wrong(
                        "everything is shared with the same seller",
                        "nothingIsSharedWithASellerWhoIsNotNamed",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                return super.authorise(withSeller(request, House.SELLER));
                            }
                        }),
                new Wrong(
                        "the hold is shared, whatever is captured of it",
                        "ofAPartThatIsCapturedThatPartIsShared",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                Outcome<Payment> outcome = super.capture(request);
                                if (outcome instanceof Outcome.Done) {
                                    house.paysOut(
                                            request.reference(),
                                            paid -> paid.held().subtract(paid.refunded()));
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "the seller keeps what is given back",
                        "whatIsGivenBackIsTakenBackFromTheSeller",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> refund(Refund request) {
                                house.paysOut(request.reference(), Entry::captured);
                                return super.refund(request);
                            }
                        }),
                new Wrong(
                        "the seller is paid before anything is captured",
                        "aHoldIsNotSharedBeforeItIsCaptured",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Outcome<Authorisation> outcome = super.authorise(request);
                                if (outcome instanceof Outcome.Done<Authorisation> done) {
                                    house.paysOut(
                                            done.value().reference(),
                                            paid -> paid.captured().signum() == 0
                                                    ? paid.held()
                                                    : paid.captured().subtract(paid.refunded()));
                                }
                                return outcome;
                            }
                        }));
    }

    private static List<Wrong> holds() {
        return List.of(
                new Wrong(
                        "yen have hundredths",
                        "aCurrencyWithoutDecimalsIsCountedInWholeUnits",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Outcome<Authorisation> outcome = super.authorise(request);
                                house.find(request.operation())
                                        .filter(account -> account.currency().equals("JPY"))
                                        .ifPresent(yen -> house.put(yen.with(
                                                State.HELD,
                                                yen.held().movePointRight(2),
                                                BigDecimal.ZERO,
                                                BigDecimal.ZERO)));
                                return outcome;
                            }
                        }),
                new Wrong(
                        "the quantum is not looked at",
                        "anAmountBetweenTwoMultiplesIsNotHeld",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                long odd = request.amount().currency().equals("KWD")
                                        ? request.amount().minorUnits() % 10
                                        : 0;
                                return super.authorise(
                                        withAmount(request, request.amount().minorUnits() - odd));
                            }
                        }),
                new Wrong(
                        "the minimum is not looked at",
                        "lessThanTheSmallestChargeIsRejected",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                return super.authorise(withAmount(
                                        request, Math.max(50, request.amount().minorUnits())));
                            }
                        }),
                new Wrong(
                        "the maximum is not looked at",
                        "moreThanTheLargestChargeIsRejected",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                return super.authorise(withAmount(
                                        request,
                                        Math.min(9_999_990, request.amount().minorUnits())));
                            }
                        }),
                new Wrong(
                        "a refused card is thrown",
                        "eachRefusedCardNamesItsReason",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Outcome<Authorisation> outcome = super.authorise(request);
                                if (outcome.equals(new Outcome.Declined<>(Decline.GENERIC))) {
                                    throw new IllegalStateException("The card was refused");
                                }
                                return outcome;
                            }
                        }),
                new Wrong(
                        "all cards are refused for one reason",
                        "eachRefusedCardNamesItsReason",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Outcome<Authorisation> outcome = super.authorise(request);
                                return outcome.equals(new Outcome.Declined<>(Decline.INSUFFICIENT_FUNDS))
                                        ? new Outcome.Declined<>(Decline.GENERIC)
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "any answer confirms",
                        "anAnswerFromOutsideIsNotTrusted",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> resume(String operation, String reference, String answer) {
                                return super.resume(
                                        operation, reference, answer.equals(House.REFUSE) ? answer : House.CONFIRM);
                            }
                        }),
                new Wrong(
                        "an absent customer is asked",
                        "nobodyIsAskedWhileTheCustomerIsAway",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                return super.authorise(new Authorise(
                                        request.operation(),
                                        request.consultation(),
                                        request.seller(),
                                        request.amount(),
                                        request.method(),
                                        request.description(),
                                        request.receiptEmail(),
                                        true));
                            }
                        }),
                new Wrong(
                        "a given-up challenge stays",
                        "aChallengeThatWasGivenUpHoldsNothingLater",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> release(String operation, String reference) {
                                return is(reference, State.CHALLENGE)
                                        ? new Outcome.Done<>(
                                                payment(account(reference).with(State.RELEASED)))
                                        : super.release(operation, reference);
                            }
                        }),
                new Wrong(
                        "holds are kept in the instance",
                        "anotherInstanceGoesOn",
                        Set.of("aPlugInThatGoesInMidCaptureLeavesOneCapture"),
                        (house, wire) -> new Almost(house, wire) {
                            private final Set<String> mine = ConcurrentHashMap.newKeySet();

                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Outcome<Authorisation> outcome = super.authorise(request);
                                if (outcome instanceof Outcome.Done<Authorisation> done) {
                                    mine.add(done.value().reference());
                                }
                                return outcome;
                            }

                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                return mine.contains(request.reference())
                                        ? super.capture(request)
                                        : new Outcome.Rejected<>("not-mine");
                            }
                        }),
                new Wrong(
                        "a forgotten card is remembered",
                        "aForgottenCardIsNotHeld",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> release(String operation, String reference) {
                                return is(reference, State.SAVED)
                                        ? new Outcome.Done<>(
                                                payment(account(reference).with(State.RELEASED)))
                                        : super.release(operation, reference);
                            }
                        }),
                new Wrong(
                        "a hold ends before its window",
                        "aHoldLastsAsLongAsPromised",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Optional<Capabilities> capabilities(String currency) {
                                return super.capabilities(currency)
                                        .map(can -> new Capabilities(
                                                can.minimum(),
                                                can.maximum(),
                                                can.quantum(),
                                                House.HOLD_WINDOW.plus(Duration.ofDays(1)),
                                                can.keyWindow(),
                                                can.abilities()));
                            }
                        }));
    }

    private static Authorise withAmount(Authorise request, long minorUnits) {
        return new Authorise(
                request.operation(),
                request.consultation(),
                request.seller(),
                new Amount(minorUnits, request.amount().currency()),
                request.method(),
                request.description(),
                request.receiptEmail(),
                request.customerPresent());
    }

    private static List<Wrong> keys() {
        return List.of(
                new Wrong(
                        "a key counts whatever the card",
                        "aKeyWithAnotherCardIsRejected",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Outcome<Authorisation> outcome = super.authorise(request);
                                Optional<Account> known = house.find(request.operation());
                                return outcome instanceof Outcome.Rejected
                                                && known.isPresent()
                                                && known.get().held().equals(units(request.amount()))
                                                && known.get().consultation().equals(request.consultation())
                                        ? new Outcome.Done<>(authorisation(known.get()))
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "a key counts whatever the amount",
                        "aKeyWithAnotherAmountIsRejected",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Optional<Account> known = house.find(request.operation());
                                return super.authorise(
                                        known.isPresent() && known.get().state() == State.HELD
                                                ? withAmount(
                                                        request,
                                                        minor(
                                                                known.get().held(),
                                                                known.get().currency()))
                                                : request);
                            }
                        }),
                new Wrong(
                        "the key of a refund is not sent",
                        "aRefundAskedTwiceIsGivenBackOnce",
                        Set.of("aRefundKeyWithAnotherAmountIsRejected", "aRefundWhoseAnswerIsLostIsGivenBackOnce"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> refund(Refund request) {
                                return super.refund(new Refund(
                                        UUID.randomUUID().toString(), request.reference(), request.amount()));
                            }
                        }),
                new Wrong(
                        "a key is forgotten at once",
                        "aKeyIsRememberedForItsWindow",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Optional<Account> known = house.find(request.operation());
                                boolean old = known.isPresent()
                                        && house.now()
                                                .isAfter(known.get().created().plus(Duration.ofHours(1)));
                                return super.authorise(
                                        old
                                                ? new Authorise(
                                                        request.operation() + "-again",
                                                        request.consultation(),
                                                        request.seller(),
                                                        request.amount(),
                                                        request.method(),
                                                        request.description(),
                                                        request.receiptEmail(),
                                                        true)
                                                : request);
                            }
                        }));
    }

    private static List<Wrong> releasesAndRefunds() {
        return List.of(
                new Wrong(
                        "a release gives captured money back",
                        "aReleaseIsNoRefund",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> release(String operation, String reference) {
                                if (is(reference, State.CAPTURED)
                                        && account(reference)
                                                        .captured()
                                                        .compareTo(account(reference)
                                                                .held())
                                                < 0) {
                                    Account paid = account(reference);
                                    return new Outcome.Done<>(payment(house.put(
                                            paid.with(State.CAPTURED, paid.held(), paid.captured(), paid.captured()))));
                                }
                                return super.release(operation, reference);
                            }
                        }),
                new Wrong(
                        "a released hold seems given back",
                        "aReleasedHoldHoldsNothing",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> fetch(String reference) {
                                Outcome<Payment> outcome = super.fetch(reference);
                                return is(reference, State.RELEASED) && outcome instanceof Outcome.Done
                                        ? new Outcome.Done<>(payment(account(reference)
                                                .with(
                                                        State.RELEASED,
                                                        account(reference).held(),
                                                        BigDecimal.ZERO,
                                                        account(reference).held())))
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "an expired hold cannot be released",
                        "anExpiredHoldMayBeReleased",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> release(String operation, String reference) {
                                return is(reference, State.EXPIRED)
                                        ? new Outcome.Rejected<>("expired")
                                        : super.release(operation, reference);
                            }
                        }),
                new Wrong(
                        "refunds up to the hold",
                        "oneUnitMoreThanWasTakenIsNotGivenBack",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> refund(Refund request) {
                                Outcome<Payment> outcome = super.refund(request);
                                if (!(outcome instanceof Outcome.Rejected)
                                        || !is(request.reference(), State.CAPTURED)) {
                                    return outcome;
                                }
                                Account paid = account(request.reference());
                                return paid.captured().compareTo(paid.held()) < 0
                                                && paid.currency()
                                                        .equals(request.amount().currency())
                                        ? new Outcome.Done<>(payment(house.put(paid.with(
                                                State.CAPTURED,
                                                paid.held(),
                                                paid.captured(),
                                                units(request.amount())))))
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "a refund is looked at alone",
                        "oneUnitMoreThanIsLeftIsNotGivenBack",
                        Set.of("aRefundKeyWithAnotherAmountIsRejected", "refundsAtOnceNeverExceedWhatWasTaken"),
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public synchronized Outcome<Payment> refund(Refund request) {
                                Outcome<Payment> outcome = super.refund(request);
                                if (!(outcome instanceof Outcome.Rejected)
                                        || !is(request.reference(), State.CAPTURED)) {
                                    return outcome;
                                }
                                Account paid = account(request.reference());
                                BigDecimal amount = units(request.amount());
                                return amount.compareTo(paid.captured()) <= 0
                                                && paid.currency()
                                                        .equals(request.amount().currency())
                                        ? new Outcome.Done<>(payment(house.put(paid.with(
                                                State.CAPTURED,
                                                paid.held(),
                                                paid.captured(),
                                                paid.refunded().add(amount)))))
                                        : outcome;
                            }
                        }));
    }

    private static List<Wrong> lostAnswers() {
        return List.of(
                new Wrong(
                        "a lost capture was not executed",
                        "aCaptureWhoseAnswerIsLostIsNotCalledUndone",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                Outcome<Payment> outcome = super.capture(request);
                                return outcome.equals(new Outcome.Unknown<>("CUT_AFTER"))
                                        ? new Outcome.NotExecuted<>("cut")
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "a truncated answer is a refusal",
                        "aHoldWhoseAnswerIsTruncatedIsNotCalledUndone",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Outcome<Authorisation> outcome = super.authorise(request);
                                return outcome.equals(new Outcome.Unknown<>("TRUNCATED"))
                                        ? new Outcome.Rejected<>("unreadable")
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "a capture that was sent counts as done",
                        "aCaptureThatNeverArrivedIsTakenUnderTheSameKey",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                Outcome<Payment> outcome = super.capture(request);
                                return outcome.equals(new Outcome.Unknown<>("CUT_BEFORE"))
                                        ? new Outcome.Done<>(payment(account(request.reference())))
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "a look-up without an answer finds nothing",
                        "aLookUpWithoutAnAnswerSaysNothing",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Optional<Payment>> find(String operation) {
                                Outcome<Optional<Payment>> outcome = super.find(operation);
                                return outcome instanceof Outcome.Done ? outcome : new Outcome.Done<>(Optional.empty());
                            }
                        }),
                new Wrong(
                        "what is under way is not found",
                        "whatIsUnderWayIsNotCalledUndone",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Optional<Payment>> find(String operation) {
                                return wire.withheld() > 0
                                        ? new Outcome.Done<>(Optional.empty())
                                        : super.find(operation);
                            }
                        }),
                new Wrong(
                        "an interrupt means that nothing was done",
                        "anInterruptedCallEndsAndNothingIsGuessed",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                Outcome<Authorisation> outcome = super.authorise(request);
                                return Thread.currentThread().isInterrupted()
                                        ? new Outcome.NotExecuted<>("interrupted")
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "a timeout means that nothing was done",
                        "anAnswerAfterTheDeadlineIsNotGuessed",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                Outcome<Payment> outcome = super.capture(request);
                                return outcome.equals(new Outcome.Unknown<>("STALLED"))
                                                && Thread.currentThread().isInterrupted()
                                        ? new Outcome.NotExecuted<>("timeout")
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "each instance has keys of its own",
                        "aPlugInThatGoesInMidCaptureLeavesOneCapture",
                        Set.of("aKeyOfAnotherKindOfOperationIsRejected"),
                        (house, wire) -> new Almost(house, wire) {
                            private final String instance = "-" + UUID.randomUUID();

                            @Override
                            public Outcome<Payment> capture(Capture request) {
                                return super.capture(new Capture(
                                        request.operation() + instance, request.reference(), request.amount()));
                            }
                        }),
                new Wrong(
                        "a lost raise was not executed",
                        "aRaiseWhoseAnswerIsLostIsRaisedOnce",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Authorisation> raise(Raise request) {
                                Outcome<Authorisation> outcome = super.raise(request);
                                return outcome instanceof Outcome.Unknown ? new Outcome.NotExecuted<>("cut") : outcome;
                            }
                        }),
                new Wrong(
                        "a probe always succeeds",
                        "aProbeThatReachesNobodyIsNotDone",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Probe> probe() {
                                return new Outcome.Done<>(new Probe("The House", true));
                            }
                        }));
    }

    private static List<Wrong> webhooks() {
        return List.of(
                wrongJudge("an old call is believed", "aCallThatIsTooOldIsForged", Set.of(), new HouseCalls.Judge() {
                    @Override
                    boolean tooOld(long age) {
                        return age > 86_400;
                    }
                }),
                wrongJudge(
                        "a call from the future is believed",
                        "aCallFromTheFutureIsForged",
                        Set.of(),
                        new HouseCalls.Judge() {
                            @Override
                            boolean tooEarly(long age) {
                                return false;
                            }
                        }),
                wrongJudge(
                        "the secret before still counts",
                        "aCallWithASecretNoLongerInForceIsForged",
                        Set.of(),
                        new HouseCalls.Judge() {
                            @Override
                            List<String> secrets() {
                                return List.of(HouseCalls.SECRET, HouseCalls.RETIRED);
                            }
                        }),
                wrongJudge(
                        "a malformed header is thrown",
                        "malformedHeadersAreForgedAndBreakNothing",
                        Set.of("aCallWithoutASignatureIsForged", "whatNeedsNoNetworkAnswersWithoutIt"),
                        new HouseCalls.Judge() {
                            @Override
                            Webhook malformed() {
                                throw new IllegalArgumentException("no signature");
                            }
                        }),
                wrongJudge(
                        "any signature is good",
                        "aCallThatWasAlteredIsForged",
                        Set.of("aCallWithASecretNoLongerInForceIsForged", "aStrangeBodyIsForgedAndBreaksNothing"),
                        new HouseCalls.Judge() {
                            @Override
                            boolean equal(String one, String two) {
                                return true;
                            }
                        }),
                new Wrong(
                        "a call is checked over the network",
                        "aCallIsJudgedWithoutTheNetwork",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
                                Webhook judged = super.webhook(body, headers, received);
                                boolean there = probe() instanceof Outcome.Done;
                                return there ? judged : new Webhook.Forged("nobody to ask");
                            }
                        }));
    }

    private static Wrong wrongJudge(String name, String caughtBy, Set<String> also, HouseCalls.Judge judge) {
        return new Wrong(name, caughtBy, also, (house, wire) -> new Almost(house, wire) {
            @Override
            public Webhook webhook(byte[] body, Map<String, List<String>> headers, Instant received) {
                return judge.judge(body, headers, received);
            }
        });
    }

    private static List<Wrong> books() {
        return List.of(
                new Wrong(
                        "a page loses a line",
                        "noPaymentIsMissingFromThePages",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
                                Outcome<Statement> outcome = super.reconcile(from, to, cursor);
                                return outcome instanceof Outcome.Done<Statement> done
                                                && done.value().next().isPresent()
                                        ? new Outcome.Done<>(new Statement(
                                                done.value().lines().subList(1, House.PAGE),
                                                done.value().next()))
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "a line stands on two pages",
                        "noPaymentStandsTwiceOnThePages",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
                                return super.reconcile(
                                        from, to, cursor.map(next -> Integer.toString(Integer.parseInt(next) - 1)));
                            }
                        }),
                new Wrong("a page has no end", "noPageIsLongerThanAllowed", (house, wire) -> new Almost(house, wire) {
                    @Override
                    public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
                        return ask(
                                () -> new Outcome.Done<>(house.list(from, to)),
                                list -> new Statement(
                                        list.stream().map(HouseProvider::line).toList(), Optional.empty()));
                    }
                }),
                new Wrong(
                        "a line shows how a payment began",
                        "aLineShowsThePaymentAsItIsNow",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
                                return ask(
                                        () -> new Outcome.Done<>(house.list(from, to).stream()
                                                .map(account -> account.with(
                                                        State.HELD, account.held(), BigDecimal.ZERO, BigDecimal.ZERO))
                                                .toList()),
                                        list -> page(
                                                list,
                                                cursor.map(Integer::parseInt).orElse(0)));
                            }
                        }),
                new Wrong(
                        "a span takes its end in",
                        "theLastMomentBelongsToTheNextSpan",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Statement> reconcile(Instant from, Instant to, Optional<String> cursor) {
                                return super.reconcile(from, to.plusMillis(1), cursor);
                            }
                        }),
                new Wrong(
                        "a payment is lost with its key",
                        "aPaymentIsFoundLongAfterItsKeyWasForgotten",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Optional<Payment>> find(String operation) {
                                boolean old = house.find(operation)
                                        .filter(account -> account.created()
                                                .plus(House.KEY_WINDOW)
                                                .isBefore(house.now()))
                                        .isPresent();
                                return old ? new Outcome.Done<>(Optional.empty()) : super.find(operation);
                            }
                        }),
                new Wrong(
                        "a strange reference is thrown",
                        "aPaymentThatIsNotThereIsRejected",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> fetch(String reference) {
                                Outcome<Payment> outcome = super.fetch(reference);
                                if (outcome instanceof Outcome.Rejected) {
                                    throw new IllegalArgumentException("no such payment");
                                }
                                return outcome;
                            }
                        }));
    }

    private static List<Wrong> words() {
        return List.of(
                new Wrong(
                        "the card's method is logged",
                        "nothingSecretIsLogged",
                        (house, wire) -> new Almost(house, wire) {
                            private final AtomicBoolean logged = new AtomicBoolean();

                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                if (!logged.getAndSet(true)) {
                                    logger.warn("A hold on {}", request.method());
                                }
                                return super.authorise(request);
                            }
                        }),
                new Wrong(
                        "the card's method stands in toString",
                        "nothingSecretStandsInToString",
                        (house, wire) -> new Almost(house, wire) {
                            private String last = "";

                            @Override
                            public Outcome<Authorisation> authorise(Authorise request) {
                                last = request.method();
                                return super.authorise(request);
                            }

                            @Override
                            public String toString() {
                                return "House, last asked for " + last;
                            }
                        }),
                new Wrong(
                        "an answer quotes the secret",
                        "nothingSecretStandsInAnswersOrExceptions",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Outcome<Payment> fetch(String reference) {
                                Outcome<Payment> outcome = super.fetch(reference);
                                return outcome instanceof Outcome.Rejected
                                        ? new Outcome.Rejected<>("not with key " + HouseCalls.SECRET)
                                        : outcome;
                            }
                        }),
                new Wrong(
                        "what it cannot do is thrown",
                        "whatItDoesNotNameIsRejectedAsNotSupported",
                        (house, wire) -> new HouseProvider(house, wire, allBut(Ability.SAVED_CARDS)) {
                            @Override
                            public Outcome<Authorisation> save(Save request) {
                                throw new UnsupportedOperationException("save");
                            }
                        }),
                new Wrong(
                        "a part is taken without the ability",
                        "aPartIsRejectedWhereOnlyAllCanBeCaptured",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public Optional<Capabilities> capabilities(String currency) {
                                return super.capabilities(currency)
                                        .map(can -> new Capabilities(
                                                can.minimum(),
                                                can.maximum(),
                                                can.quantum(),
                                                can.holdWindow(),
                                                can.keyWindow(),
                                                allBut(Ability.PARTIAL_CAPTURE)));
                            }
                        }),
                new Wrong(
                        "the form's configuration is no JSON",
                        "theFormIsAModuleWithinItsLimits",
                        (house, wire) -> new Almost(house, wire) {
                            @Override
                            public ClientForm form() {
                                return new ClientForm(super.form().module(), "{key: 1}", "");
                            }
                        }));
    }

    private static Set<Ability> allBut(Ability ability) {
        return Set.copyOf(Arrays.stream(Ability.values())
                .filter(other -> other != ability)
                .toList());
    }
}
