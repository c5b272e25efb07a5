package org.connectme.core.command;

import org.connectme.core.Money;

/** Commands about money. None carries a price: amounts come from plan and bill. */
public sealed interface PaymentCommand extends Command {

    /**
     * CONFIRM.
     *
     * @param attempt  chosen by the page for this attempt, 8 to 64 of [A-Za-z0-9-]; repeating it holds once
     * @param provider the provider whose form was filled in
     * @param method   what that form returned, at most 4,096 characters
     */
    record PlaceHold(String attempt, String provider, String method) implements PaymentCommand {}

    /** The cardholder came back from the challenge. */
    record AnswerChallenge(String operation, String answer) implements PaymentCommand {}

    /**
     * Yes to a raise that was offered.
     *
     * @param request chosen by the page for this press, 8 to 64 of [A-Za-z0-9-]; repeating it raises once
     * @param total   what the page showed; refused when it is not what was offered
     */
    record RaiseHold(String request, Money total) implements PaymentCommand {}

    /** @param request makes a double click one refund */
    record Refund(String request, Money amount) implements PaymentCommand {}
}
