package org.connectme.journal;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.time.Duration;
import org.connectme.core.ConsultationId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker: sends on its owner's thread, receives on the broker's. A queue wakes the one node that a
 * consultation's message group belongs to; a topic tells all nodes. Messages are hints, so none is kept on disk and
 * none for long.
 */
final class BrokerLink implements AutoCloseable {

    static final String WAKE_QUEUE = "connectme.wake";
    static final String APPENDED_TOPIC = "connectme.appended";

    private static final Logger logger = LoggerFactory.getLogger(BrokerLink.class);

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);
    private static final String GROUP = "JMSXGroupID";
    private static final String ORIGIN = "origin";

    private final ConnectionFactory factory;
    private final String origin;
    private final Connection connection;
    private final Session sending;
    private final MessageProducer wakeProducer;
    private final MessageProducer appendedProducer;

    private volatile boolean failed;

    /** @param origin this node's mark on its messages, letters, digits and hyphens */
    BrokerLink(ConnectionFactory factory, String origin, Listeners listeners, WakeSignal signal) throws JMSException {
        this.factory = factory;
        this.origin = origin;
        this.connection = connect(factory);
        try {
            connection.setExceptionListener(e -> failed = true);
            sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            wakeProducer = producer(sending.createProducer(sending.createQueue(WAKE_QUEUE)));
            appendedProducer = producer(sending.createProducer(sending.createTopic(APPENDED_TOPIC)));
            Session receiving = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue wake = receiving.createQueue(WAKE_QUEUE);
            receiving.createConsumer(wake).setMessageListener(message -> wakeFor(message, signal));
            Topic appended = receiving.createTopic(APPENDED_TOPIC);
            receiving
                    .createConsumer(appended, ORIGIN + " <> '" + origin + "'")
                    .setMessageListener(message -> tellOf(message, listeners));
            connection.start();
        } catch (JMSException e) {
            close();
            throw e;
        }
    }

    boolean isUsableFor(@Nullable ConnectionFactory current) {
        return factory == current && !failed;
    }

    void send(ConsultationId id, int length) throws JMSException {
        try {
            TextMessage wake = sending.createTextMessage(id.toString());
            wake.setStringProperty(GROUP, id.toString());
            wakeProducer.send(wake);
            TextMessage appended = sending.createTextMessage(id + ":" + length);
            appended.setStringProperty(ORIGIN, origin);
            appendedProducer.send(appended);
        } catch (JMSException e) {
            failed = true;
            throw e;
        }
    }

    @Override
    public void close() {
        failed = true;
        try {
            connection.close();
        } catch (JMSException e) {
            logger.debug("A broken connection to the broker did not close", e);
        }
    }

    /** The broker's classes find each other by the context class loader. */
    private static Connection connect(ConnectionFactory factory) throws JMSException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(factory.getClass().getClassLoader());
        try {
            return factory.createConnection();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static MessageProducer producer(MessageProducer producer) throws JMSException {
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setTimeToLive(TIME_TO_LIVE.toMillis());
        producer.setDisableMessageID(true);
        return producer;
    }

    private static void wakeFor(Message message, WakeSignal signal) {
        ConsultationId.parse(text(message)).ifPresent(signal::wake);
    }

    private static void tellOf(Message message, Listeners listeners) {
        String[] parts = text(message).split(":", 2);
        if (parts.length == 2 && parts[1].matches("[1-9][0-9]{0,8}")) {
            ConsultationId.parse(parts[0]).ifPresent(id -> listeners.tell(id, Integer.parseInt(parts[1])));
        }
    }

    /** Empty for what is not one of our messages. */
    private static String text(Message message) {
        try {
            return message instanceof TextMessage hint && hint.getText() != null ? hint.getText() : "";
        } catch (JMSException e) {
            logger.debug("A message could not be read", e);
            return "";
        }
    }
}
