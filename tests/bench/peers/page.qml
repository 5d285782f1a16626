// The first screen as a Qt Quick page: a picture, a heading, a sentence, six languages, a large button. The
// title says when it was drawn.
import QtQuick
import QtQuick.Window

Window {
    id: page
    visible: true
    width: 1080; height: 1920
    color: "#fff8ec"
    property int frames: 0
    onFrameSwapped: if (++frames === 2) title = "peer drawn"

    Column {
        anchors.fill: parent; anchors.margins: 48; spacing: 40
        Image { source: picture; width: 984; height: 984; sourceSize: Qt.size(984, 984); fillMode: Image.PreserveAspectFit }
        Text { text: "De Wijkverbinder"; font.family: "Inter"; font.pixelSize: 88; font.bold: true; color: "#2b2118" }
        Text { text: "Vertel wat u ziet, wilt of nodig heeft in uw wijk."; width: 984; wrapMode: Text.Wrap
               font.family: "Inter"; font.pixelSize: 48; color: "#2b2118" }
        Grid {
            columns: 3; spacing: 24
            Repeater {
                model: ["Nederlands", "English", "العربية", "Türkçe", "Polski", "Українська"]
                Rectangle { width: 310; height: 110; radius: 16; color: "#ffffff"; border.color: "#8a6d4b"; border.width: 2
                    Text { anchors.centerIn: parent; text: modelData; font.family: "Inter"; font.pixelSize: 40; color: "#2b2118" } }
            }
        }
        Rectangle { width: 984; height: 160; radius: 24; color: "#a8481f"
            Text { anchors.centerIn: parent; text: "Raak aan om te beginnen"; font.family: "Inter"; font.pixelSize: 56
                   font.bold: true; color: "#ffffff" } }
    }
    readonly property string picture: Qt.application.arguments[Qt.application.arguments.length - 1]
}
