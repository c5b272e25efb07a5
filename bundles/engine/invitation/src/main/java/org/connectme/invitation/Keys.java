package org.connectme.invitation;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.connectme.core.Sha256;
import org.connectme.core.journal.Vault;

/**
 * What opens the door of one consultation. Both follow from a random nonce in the database and the master key outside
 * of it, so that a mail that is repeated carries the same ones although neither is stored anywhere.
 *
 * @param token 256 bits in 43 letters, digits, minus and underscore
 * @param code  9 digits
 */
record Keys(String token, String code) {

    private static final int CODE_DIGITS = 9;

    static Keys of(Vault vault, UUID nonce) {
        byte[] token = HexFormat.of().parseHex(vault.hmac("invitation.token", nonce.toString()));
        BigInteger number = new BigInteger(vault.hmac("invitation.code", nonce.toString()), 16);
        return new Keys(
                Base64.getUrlEncoder().withoutPadding().encodeToString(token),
                String.format(
                        "%09d", number.mod(BigInteger.TEN.pow(CODE_DIGITS)).intValueExact()));
    }

    /** Nine digits of any script, however they were grouped; empty for anything else. */
    static Optional<String> asCode(String typed) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < typed.length(); i++) {
            char c = typed.charAt(i);
            if (Character.isDigit(c)) {
                digits.append(Character.digit(c, 10));
            } else if (!isGrouping(c)) {
                return Optional.empty();
            }
        }
        return digits.length() == CODE_DIGITS ? Optional.of(digits.toString()) : Optional.empty();
    }

    static String tokenHash(String token) {
        return Sha256.hex(token.getBytes(StandardCharsets.UTF_8));
    }

    /** A code has too few digits for a plain hash: with the table alone they could all be tried. */
    static String codeHmac(Vault vault, String code) {
        return vault.hmac("invitation.code-kept", code);
    }

    /** Reveals neither. */
    @Override
    public String toString() {
        return "Keys";
    }

    private static boolean isGrouping(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.DASH_PUNCTUATION;
    }
}
