// Drawings at their exact size (browser_drawings.h). An SVG has to say its width and height in pixels to be drawn sharply.
addToLibrary({
  $wvDrawings__deps: ['$wvAnswer', '$wvRefuse'],
  $wvDrawings: {
    draw: async (svg, width, height) => {
      const sized = svg.replace(/<svg\b([^>]*)>/, (tag, rest) => {
        const kept = rest.replace(/\s(width|height|preserveAspectRatio)="[^"]*"/g, '');
        return `<svg${kept} width="${width}" height="${height}" preserveAspectRatio="none">`;
      });
      const url = URL.createObjectURL(new Blob([sized], { type: 'image/svg+xml' }));
      try {
        const image = new Image();
        image.src = url;
        await image.decode();
        const canvas = new OffscreenCanvas(width, height);
        const pen = canvas.getContext('2d', { willReadFrequently: true });
        pen.drawImage(image, 0, 0, width, height);
        const { buffer } = pen.getImageData(0, 0, width, height).data;
        // Red and blue change places: the program's words are ARGB.
        const words = new Uint32Array(buffer);
        for (let i = 0; i < words.length; ++i) {
          const word = words[i];
          words[i] = (word & 0xff00ff00) | ((word & 0xff) << 16) | ((word >>> 16) & 0xff);
        }
        return new Uint8Array(buffer);
      } finally {
        URL.revokeObjectURL(url);
      }
    },
  },
  wv_draw__deps: ['$wvDrawings', '$UTF8ToString'],
  wv_draw: (ticket, svg, size, width, height) => {
    wvDrawings.draw(UTF8ToString(svg, size), width, height).then(
      (pixels) => wvAnswer(ticket, pixels),
      (error) => wvRefuse(ticket, 'drawing.failed', String(error.name)),
    );
  },
});
