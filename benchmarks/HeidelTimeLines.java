import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.logging.LogManager;

/**
 * HeidelTime kept running for benchmarks/times.py, so that the start of Java is not measured with it: a line of input is
 * the day of reference, a tab and a text; the line of output is the text in TimeML. Argument: the path of config.props.
 */
class HeidelTimeLines {
    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        HeidelTimeStandalone finder = new HeidelTimeStandalone(
            Language.VIETNAMESE, DocumentType.NEWS, OutputType.TIMEML, arguments[0], POSTagger.NO, true);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] parts = line.split("\t", 2);
            Date day = new SimpleDateFormat("yyyy-MM-dd").parse(parts[0]);
            out.println(finder.process(parts[1], day).replaceAll("\\s*\\R\\s*", " "));
        }
    }
}
