import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Draws the app's one SVG in the forms that systems ask for: {@code java Icons.java SVG windows|macos FOLDER}. Knows the
 * part of SVG that the icon uses (rect, circle, path of M, a, A, l, L, h, v, z) and refuses everything else.
 */
public final class Icons {

    /** Names of the MSIX assets and their width. */
    private static final Map<String, Integer> ASSETS = assets();

    private static final List<Integer> ICO = List.of(16, 24, 32, 48, 64, 256);

    /** The types of Apple's icon file that hold a PNG, and its width. */
    private static final Map<String, Integer> ICNS = icns();

    private static final int ICO_HEADER = 6;
    private static final int ICO_ENTRY = 16;

    private final Element drawing;
    private final double size;

    private Icons(Path svg) throws Exception {
        drawing = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(svg.toFile())
                .getDocumentElement();
        String[] box = drawing.getAttribute("viewBox").split(" ");
        size = Double.parseDouble(box[2]);
        if (Double.parseDouble(box[0]) != 0 || Double.parseDouble(box[1]) != 0 || Double.parseDouble(box[3]) != size) {
            throw new IOException("The icon must be a square from 0,0");
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        Icons icons = new Icons(Path.of(arguments[0]));
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        switch (arguments[1]) {
            case "windows" -> {
                Files.write(folder.resolve("app.ico"), icons.ico());
                Path assets = Files.createDirectories(folder.resolve("Assets"));
                for (Map.Entry<String, Integer> asset : ASSETS.entrySet()) {
                    Files.write(assets.resolve(asset.getKey()), icons.png(asset.getValue()));
                }
            }
            case "macos" -> Files.write(folder.resolve("app.icns"), icons.icns(ICNS));
            default -> throw new IllegalArgumentException("windows or macos, not " + arguments[1]);
        }
    }

    private static Map<String, Integer> assets() {
        Map<String, Integer> assets = new LinkedHashMap<>();
        for (String tile : List.of("StoreLogo 50", "Square44x44Logo 44", "Square150x150Logo 150")) {
            String name = tile.split(" ")[0];
            int width = Integer.parseInt(tile.split(" ")[1]);
            assets.put(name + ".png", width);
            assets.put(name + ".scale-200.png", width * 2);
        }
        for (int width : List.of(16, 24, 32, 48, 256)) {
            assets.put("Square44x44Logo.targetsize-" + width + "_altform-unplated.png", width);
        }
        return assets;
    }

    private static Map<String, Integer> icns() {
        Map<String, Integer> types = new LinkedHashMap<>();
        types.put("icp4", 16);
        types.put("icp5", 32);
        types.put("ic11", 32);
        types.put("ic12", 64);
        types.put("ic07", 128);
        types.put("ic13", 256);
        types.put("ic08", 256);
        types.put("ic14", 512);
        types.put("ic09", 512);
        types.put("ic10", 1024);
        return types;
    }

    private byte[] png(int width) throws IOException {
        BufferedImage image = new BufferedImage(width, width, BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.scale(width / size, width / size);
        for (Node node = drawing.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                draw(pen, element);
            }
        }
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** A directory of PNGs, as Windows reads it since Vista. */
    private byte[] ico() throws IOException {
        List<byte[]> pictures = new ArrayList<>();
        for (int width : ICO) {
            pictures.add(png(width));
        }
        int offset = ICO_HEADER + ICO_ENTRY * ICO.size();
        ByteBuffer head = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) 0).putShort((short) 1).putShort((short) ICO.size());
        for (int i = 0; i < ICO.size(); i++) {
            byte width = (byte) (ICO.get(i) % 256); // 0 stands for 256
            head.put(width).put(width).put((byte) 0).put((byte) 0);
            head.putShort((short) 1).putShort((short) 32);
            head.putInt(pictures.get(i).length).putInt(offset);
            offset += pictures.get(i).length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(head.array());
        for (byte[] picture : pictures) {
            out.write(picture);
        }
        return out.toByteArray();
    }

    private byte[] icns(Map<String, Integer> types) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        for (Map.Entry<String, Integer> type : types.entrySet()) {
            byte[] picture = png(type.getValue());
            out.write(type.getKey().getBytes(StandardCharsets.US_ASCII));
            out.writeInt(picture.length + 8);
            out.write(picture);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream all = new DataOutputStream(file);
        all.write("icns".getBytes(StandardCharsets.US_ASCII));
        all.writeInt(body.size() + 8);
        all.write(body.toByteArray());
        return file.toByteArray();
    }

    private static void draw(Graphics2D pen, Element element) throws IOException {
        Shape shape =
                switch (element.getTagName()) {
                    case "rect" -> new RoundRectangle2D.Double(
                            number(element, "x"),
                            number(element, "y"),
                            number(element, "width"),
                            number(element, "height"),
                            2 * number(element, "rx"),
                            2 * number(element, "rx"));
                    case "circle" -> circle(element);
                    case "path" -> path(element.getAttribute("d"));
                    default -> throw new IOException("The icon has a " + element.getTagName());
                };
        String fill = element.getAttribute("fill");
        if (!fill.equals("none")) {
            pen.setColor(color(fill));
            pen.fill(shape);
        }
        if (element.hasAttribute("stroke")) {
            boolean isRound = element.getAttribute("stroke-linecap").equals("round");
            pen.setColor(color(element.getAttribute("stroke")));
            pen.setStroke(new BasicStroke(
                    (float) number(element, "stroke-width"),
                    isRound ? BasicStroke.CAP_ROUND : BasicStroke.CAP_BUTT,
                    BasicStroke.JOIN_MITER));
            pen.draw(shape);
        }
    }

    private static Shape circle(Element element) {
        double radius = number(element, "r");
        return new Ellipse2D.Double(
                number(element, "cx") - radius, number(element, "cy") - radius, 2 * radius, 2 * radius);
    }

    private static Shape path(String text) throws IOException {
        Path2D path = new Path2D.Double();
        Matcher part = Pattern.compile("([A-Za-z])([^A-Za-z]*)").matcher(text);
        while (part.find()) {
            double[] n = numbers(part.group(2));
            Point2D at = path.getCurrentPoint() == null ? new Point2D.Double() : path.getCurrentPoint();
            switch (part.group(1)) {
                case "M" -> path.moveTo(n[0], n[1]);
                case "L" -> path.lineTo(n[0], n[1]);
                case "l" -> path.lineTo(at.getX() + n[0], at.getY() + n[1]);
                case "h" -> path.lineTo(at.getX() + n[0], at.getY());
                case "v" -> path.lineTo(at.getX(), at.getY() + n[0]);
                case "A" -> arc(path, at, n, new Point2D.Double(n[5], n[6]));
                case "a" -> arc(path, at, n, new Point2D.Double(at.getX() + n[5], at.getY() + n[6]));
                case "z", "Z" -> path.closePath();
                default -> throw new IOException("The icon's path has a " + part.group(1));
            }
        }
        return path;
    }

    /** A part of a circle, from its ends to its centre: SVG 1.1, F.6.5. */
    private static void arc(Path2D path, Point2D from, double[] n, Point2D to) throws IOException {
        if (n[0] != n[1]) {
            throw new IOException("The icon has an ellipse's arc");
        }
        double radius = n[0];
        boolean isLarge = n[3] != 0;
        boolean isClockwise = n[4] != 0;
        double half = from.distance(to) / 2;
        double height = Math.sqrt(Math.max(0, radius * radius - half * half));
        double side = isLarge == isClockwise ? -1 : 1;
        double centreX = (from.getX() + to.getX()) / 2 - side * height * (to.getY() - from.getY()) / (2 * half);
        double centreY = (from.getY() + to.getY()) / 2 + side * height * (to.getX() - from.getX()) / (2 * half);
        double start = angle(from, centreX, centreY);
        double extent = angle(to, centreX, centreY) - start;
        if (isClockwise && extent > 0) {
            extent -= 360;
        } else if (!isClockwise && extent < 0) {
            extent += 360;
        }
        path.append(
                new Arc2D.Double(
                        centreX - radius, centreY - radius, 2 * radius, 2 * radius, start, extent, Arc2D.OPEN),
                true);
    }

    /** As Arc2D counts: against the clock, on a screen where y grows downwards. */
    private static double angle(Point2D point, double centreX, double centreY) {
        return Math.toDegrees(Math.atan2(centreY - point.getY(), point.getX() - centreX));
    }

    private static double[] numbers(String text) {
        Matcher number = Pattern.compile("-?[0-9]*\\.?[0-9]+").matcher(text);
        return number.results().mapToDouble(found -> Double.parseDouble(found.group())).toArray();
    }

    private static double number(Element element, String name) {
        return element.hasAttribute(name) ? Double.parseDouble(element.getAttribute(name)) : 0;
    }

    private static Color color(String text) {
        String hex = text.substring(1);
        return Color.decode("#" + (hex.length() == 3 ? hex.replaceAll("(.)", "$1$1") : hex));
    }
}
